import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { DashboardView } from '../e2e/views/DashboardView';
import { FLEET_OVERVIEW_UID } from '../src/dashboards/addresses';
import { bundledDashboards } from './hosts/bundledDashboards';
import { freePort } from './ports';
import type { Run } from './lifecycle';
import type { Say } from './progress';
import { raiseStage } from './stage';

const WINDOW = { width: 1880, height: 900 };
/** The simulator keeps to AWS's quotas: the first reading of 100,000 nodes takes minutes. */
const FIRST_READING_MS = 20 * 60_000;

/** The Fleet map alone, over fleets of these sizes, in both themes: fleet-map-<nodes>-<theme>.png. */
export async function takeMapPictures(
  run: Run,
  say: Say,
  browser: Browser,
  sizes: number[],
  folder: string
): Promise<void> {
  for (const nodes of sizes) {
    const world = join(run.folder, `map-${nodes}`);
    await mkdir(world);
    const { url } = await raiseStage({ ...run, folder: world }, say, {
      host: 'auto',
      nodes,
      seed: 7,
      prometheus: false,
      port: await freePort(),
    });
    const page = await browser.newPage({ timezoneId: 'UTC', locale: 'en-US' });
    const view = new DashboardView(page, url);
    for (const theme of ['dark', 'light']) {
      say(`Taking the ${theme} picture of ${nodes} nodes`);
      await view.open(FLEET_OVERVIEW_UID, { theme, kiosk: 'true', viewPanel: mapPanel() });
      await view.settled(FIRST_READING_MS);
      await view.pictureOf(WINDOW, join(folder, `fleet-map-${nodes}-${theme}.png`));
    }
    await page.close();
  }
}

function mapPanel(): string {
  const panels = bundledDashboards().flatMap((dashboard) => dashboard.panels);
  return `panel-${panels.find(({ title }) => title === 'Fleet map')!.id}`;
}
