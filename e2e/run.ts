// Browser tests of what people do with the plugin, in the preview, and in a Grafana too where GRAFANA_HOME names one.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { parse, stringify } from 'yaml';
import type { HostChoice } from '../demo/arguments';
import { Report } from '../demo/check/report';
import { readTruth } from '../demo/check/truth';
import { findChromium } from '../demo/chromium';
import { type Run, runAndEndAll } from '../demo/lifecycle';
import { ROOT } from '../demo/paths';
import { freePort } from '../demo/ports';
import { startProgress } from '../demo/progress';
import { raiseStage, type Stage } from '../demo/stage';
import type { Tests } from './scene';
import { configEditor } from './tests/configEditor';
import { fleetMap } from './tests/fleetMap';
import { fleetOverview } from './tests/fleetOverview';
import { loading } from './tests/loading';
import { queryEditor } from './tests/queryEditor';

const ESTATE = { nodes: 300, seed: 7 };
const SUITES: Record<string, Tests> = { loading, fleetOverview, fleetMap, queryEditor, configEditor };

async function runAll(run: Run): Promise<number> {
  const say = startProgress();
  const report = new Report();
  const provisioning = await provisionWrongSecret(run.folder);
  const browser = await chromium.launch({
    executablePath: await findChromium(run.processes, say),
    args: ['--no-sandbox', '--disable-quic'],
  });
  try {
    const hosts: HostChoice[] = process.env.GRAFANA_HOME ? ['preview', 'grafana'] : ['preview'];
    for (const host of hosts) {
      const stage = await raiseStage(run, say, { ...ESTATE, provisioning, host, port: await freePort() });
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
  for (const [suite, tests] of Object.entries(SUITES)) {
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

/** The project's provisioning, and beside it a second source whose secret is wrong. */
async function provisionWrongSecret(folder: string): Promise<string> {
  const provisioning = join(folder, 'provisioning');
  await cp(join(ROOT, 'provisioning'), provisioning, { recursive: true });
  const { apiVersion, datasources } = parse(await readFile(join(provisioning, 'datasources', 'onepane.yaml'), 'utf8'), {
    merge: true,
  });
  const fleet = datasources.find(({ uid }: { uid: string }) => uid === 'fleet');
  const wrong = {
    ...fleet,
    name: 'Wrong secret',
    uid: 'wrong-secret',
    isDefault: false,
    secureJsonData: { ...fleet.secureJsonData, secretKey: 'thisSecretIsWrong' },
  };
  await writeFile(
    join(provisioning, 'datasources', 'wrong-secret.yaml'),
    stringify({ apiVersion, datasources: [wrong] })
  );
  return provisioning;
}

runAndEndAll(runAll, { exitCodeOnSignal: 1 }).then((code) => process.exit(code));
