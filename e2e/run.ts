// Browser tests of what people do with the plugin, in the preview, and in a Grafana too where GRAFANA_HOME names one:
// node --import tsx e2e/run.ts [--host preview|grafana] [--only SUITE]...
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import type { HostChoice } from '../demo/arguments';
import { Report } from '../demo/check/report';
import { readTruth } from '../demo/check/truth';
import { findChromium } from '../demo/chromium';
import { type Run, runAndEndAll } from '../demo/lifecycle';
import { freePort } from '../demo/ports';
import { startProgress } from '../demo/progress';
import { raiseHost, type Stage } from '../demo/stage';
import { startWorld, type World } from '../demo/world';
import { provision } from './provision';
import type { Tests } from './scene';
import { alertRule } from './tests/alertRule';
import { annotations } from './tests/annotations';
import { catalogPage } from './tests/catalogPage';
import { configEditor } from './tests/configEditor';
import { csv } from './tests/csv';
import { figures } from './tests/figures';
import { fleetMap } from './tests/fleetMap';
import { fleetMapAccess } from './tests/fleetMapAccess';
import { fleetMapAnyFrames } from './tests/fleetMapAnyFrames';
import { fleetMapInGrafana } from './tests/fleetMapInGrafana';
import { fleetMapKeys } from './tests/fleetMapKeys';
import { fleetMapMoves } from './tests/fleetMapMoves';
import { fleetMapStates } from './tests/fleetMapStates';
import { fleetOverview } from './tests/fleetOverview';
import { layout } from './tests/layout';
import { loading } from './tests/loading';
import { queryEditor } from './tests/queryEditor';
import { sources, sourcesForAdmins } from './tests/sources';

const ESTATE = { nodes: 300, seed: 7 };
const SUITES: Record<string, Tests> = {
  loading,
  fleetOverview,
  layout,
  figures,
  fleetMap,
  fleetMapMoves,
  fleetMapKeys,
  fleetMapStates,
  fleetMapAccess,
  queryEditor,
  configEditor,
  catalogPage,
  sources,
};
/** What the preview has nothing of: other data sources' frames, the inspector, repeated and public panels, alert rules ... */
const GRAFANA_SUITES: Record<string, Tests> = {
  fleetMapAnyFrames,
  fleetMapInGrafana,
  csv,
  annotations,
  alertRule,
  sourcesForAdmins,
};

const { values: chosen } = parseArgs({
  options: { host: { type: 'string' }, only: { type: 'string', multiple: true } },
});

function hosts(): HostChoice[] {
  const all: HostChoice[] = process.env.GRAFANA_HOME ? ['preview', 'grafana'] : ['preview'];
  return all.filter((host) => host === (chosen.host ?? host));
}

async function runAll(run: Run): Promise<number> {
  const say = startProgress();
  const report = new Report();
  const provisioning = await provision(run.folder);
  const browser = await chromium.launch({
    executablePath: await findChromium(run.processes, say),
    args: ['--no-sandbox', '--disable-quic'],
  });
  // All hosts look at one world: a Prometheus's data has room for one Prometheus.
  let world: Promise<World> | undefined;
  const theWorld = () => (world ??= startWorld(run, say, { ...ESTATE, provisioning }));
  try {
    for (const host of hosts()) {
      const stage = await raiseHost(run, say, theWorld, { host, port: await freePort() });
      await stage.world.whole;
      await runSuites(stage, browser, report);
    }
  } finally {
    await browser.close();
  }
  return report.close() ? 0 : 1;
}

async function runSuites(
  { host, url, world: { simulatorUrl } }: Stage,
  browser: Browser,
  report: Report
): Promise<void> {
  const truth = await readTruth(simulatorUrl);
  const all = { ...SUITES, ...(host.signIn ? GRAFANA_SUITES : {}) };
  const suites = Object.entries(all).filter(([suite]) => chosen.only?.includes(suite) ?? true);
  for (const [suite, tests] of suites) {
    for (const [name, test] of Object.entries(tests)) {
      await report.attempt(`${host.name} / ${suite}`, name, async () => {
        const start = Date.now();
        const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-US' });
        try {
          await test({ page: await context.newPage(), url, host, simulatorUrl, truth });
        } finally {
          await context.close();
        }
        return { shown: `${((Date.now() - start) / 1000).toFixed(1)} s`, complaints: [] };
      });
    }
  }
}

runAndEndAll(runAll, { exitCodeOnSignal: 1 }).then((code) => process.exit(code));
