// Writes the bundled dashboards into dist/, as the JSON that Grafana imports when the app is enabled.
import { mkdirSync, writeFileSync } from 'node:fs';
import { DASHBOARDS } from './all';

const FOLDER = 'dist/dashboards';

mkdirSync(FOLDER, { recursive: true });
for (const [file, dashboard] of Object.entries(DASHBOARDS)) {
  const model = dashboard().build();
  // Links to one panel name it by its id, so none may be left to the importer.
  model.panels?.forEach((panel, index) => (panel.id ??= index + 1));
  writeFileSync(`${FOLDER}/${file}`, JSON.stringify(model, null, 2) + '\n');
}
