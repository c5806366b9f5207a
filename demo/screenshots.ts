// npm run screenshots: the pictures in docs/img, from a Grafana where there is one, else from the preview.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { DashboardView } from '../e2e/views/DashboardView';
import { nodesToOpen } from './check/node';
import { readTruth } from './check/truth';
import { findChromium } from './chromium';
import { type Run, runAndEndAll } from './lifecycle';
import { takeMapPictures } from './mapPictures';
import { ROOT } from './paths';
import { freePort } from './ports';
import { startProgress } from './progress';
import { raiseStage } from './stage';

const FOLDER = join(ROOT, 'docs', 'img');
const MAP_SIZES = [50, 1_200, 20_000, 100_000];
const WINDOW = { width: 1440, height: 900 };

async function takePictures(run: Run): Promise<number> {
  const say = startProgress();
  const { url, world } = await raiseStage(run, say, { host: 'auto', nodes: 1200, seed: 7, port: await freePort() });
  await world.whole;
  const node = nodesToOpen(await readTruth(world.simulatorUrl))[0].machine.nodeId!;
  const browser = await chromium.launch({
    executablePath: await findChromium(run.processes, say),
    args: ['--no-sandbox', '--disable-quic'],
  });
  try {
    const page = await browser.newPage({ timezoneId: 'UTC', locale: 'en-US' });
    const view = new DashboardView(page, url);
    for (const theme of ['dark', 'light']) {
      say(`Taking the ${theme} pictures`);
      // Kiosk: the dashboard alone, without the navigation around it.
      await view.open('onepane-fleet-overview', { theme, kiosk: 'true' });
      await view.pictureOf(WINDOW, join(FOLDER, `fleet-overview-${theme}.png`));
      await view.pictureOfAll(WINDOW.width, join(FOLDER, `fleet-overview-whole-${theme}.png`));
      for (const name of ['configuration', 'operations']) {
        await view.open(`onepane-${name}`, { theme, kiosk: 'true' });
        await view.pictureOfAll(WINDOW.width, join(FOLDER, `${name}-${theme}.png`));
      }
      await view.open('onepane-node', { theme, kiosk: 'true', 'var-node': node });
      await view.pictureOfAll(WINDOW.width, join(FOLDER, `node-${theme}.png`));
    }
    await page.close();
    await takeMapPictures(run, say, browser, MAP_SIZES, FOLDER);
  } finally {
    await browser.close();
  }
  say('docs/img is up to date');
  return 0;
}

runAndEndAll(takePictures, { exitCodeOnSignal: 1 }).then((code) => process.exit(code));
