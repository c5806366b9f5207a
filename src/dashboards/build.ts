// Writes the bundled dashboards into dist/, as the JSON that Grafana imports when the app is enabled.
import { mkdirSync, writeFileSync } from 'node:fs';
import { DASHBOARDS } from './all';
import { withNumberedPanels } from './numberedPanels';

const FOLDER = 'dist/dashboards';

mkdirSync(FOLDER, { recursive: true });
for (const [file, dashboard] of Object.entries(DASHBOARDS)) {
  const model = withNumberedPanels(dashboard().build());
  writeFileSync(`${FOLDER}/${file}`, JSON.stringify(model, null, 2) + '\n');
}
