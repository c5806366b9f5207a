import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../demo/chromium';
import { type Run, runAndEndAll } from '../demo/lifecycle';
import { freePort } from '../demo/ports';
import { type Say, startProgress } from '../demo/progress';
import { raiseStage } from '../demo/stage';
import { loadPage, type Load } from './page/loadPage';
import type { Traffic } from './page/traffic';

const SEED = 7;
const SIZES = [1_200, 20_000];
/** The past of a larger estate takes an hour to write: there nothing of Prometheus is asked that answers. */
const LARGEST_WITH_PROMETHEUS = 1_200;

/** What a viewer waits for and what they cost: Fleet overview, all of it, over the preview and in a real Chromium. */
export async function measurePage(): Promise<void> {
  const say = startProgress();
  const loads: Load[] = [];
  for (const nodes of SIZES) {
    const code = await runAndEndAll(
      async (run) => {
        loads.push(await measureAt(run, say, nodes));
        return 0;
      },
      { exitCodeOnSignal: 1 }
    );
    if (code !== 0) {
      throw new Error(`Fleet overview at ${nodes} nodes could not be measured.`);
    }
  }
  loads.forEach(({ first, refresh, ...figures }, index) => {
    console.log(`\n${SIZES[index]} nodes`);
    [...linesOf('first load', first), ...linesOf('refresh', refresh)].forEach((line) => console.log(line));
    console.log(JSON.stringify(figures));
  });
  const [{ first, refresh, ...figures }] = loads;
  console.log(JSON.stringify(figures));
}

async function measureAt(run: Run, say: Say, nodes: number): Promise<Load> {
  const prometheus = nodes <= LARGEST_WITH_PROMETHEUS;
  const stage = await raiseStage(run, say, { host: 'preview', nodes, seed: SEED, port: await freePort(), prometheus });
  await stage.world.whole;
  const browser: Browser = await chromium.launch({
    executablePath: await findChromium(run.processes, say),
    args: ['--no-sandbox', '--disable-quic'],
  });
  try {
    say(`Reading the fleet of ${nodes} nodes`);
    await loadPage(browser, stage.url);
    say('Measuring');
    return await loadPage(browser, stage.url);
  } finally {
    await browser.close();
  }
}

function linesOf(what: string, traffic: Record<string, Traffic>): string[] {
  return Object.entries(traffic).map(
    ([kind, { requests, queries, bytes }]) =>
      `  ${what}, ${kind}: ${requests} requests with ${queries} queries, ${Math.round(bytes / 1000)} kB`
  );
}
