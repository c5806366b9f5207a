import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths';
import { eventually } from '../processes';

export interface BundledDashboard {
  uid: string;
  title: string;
  panels: Array<{ id: number; title: string; description?: string }>;
}

/** The dashboards in dist/, as the build left them. */
export function bundledDashboards(): BundledDashboard[] {
  const folder = join(ROOT, 'dist/dashboards');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as BundledDashboard)
    .map(({ uid, title, panels }) => ({ uid, title, panels }));
}

/** Grafana imports them some time after it has begun to answer. */
export async function bundledDashboardsAnswer(url: string, failed?: Promise<never>): Promise<void> {
  for (const { uid, title } of bundledDashboards()) {
    await eventually(
      `Dashboard "${title}"`,
      120_000,
      async () => {
        const response = await fetch(`${url}/api/dashboards/uid/${uid}`);
        if (!response.ok) {
          throw new Error(`${response.status} ${await response.text()}`);
        }
      },
      failed
    );
  }
}
