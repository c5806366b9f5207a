import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Machine } from '../estate/machine';
import { makeEstate } from '../estate/makeEstate';
import { poweredSpan } from '../metrics/presence';
import { mean } from '../metrics/signal';
import { workloadOf } from '../metrics/workload';
import { Simulator, startSimulator } from '../server';
import { prometheusConfig } from './prometheusConfig';
import { answersScrapes, scraped } from './scrapeTargets';
import { writeHistory } from './writeHistory';

/** As npm test gives them, else those on the PATH. */
const { PROMETHEUS_PATH = 'prometheus', PROMTOOL_PATH = 'promtool' } = process.env;

/** A real Prometheus has the last word on what is written and served for it. */
describe('with a real Prometheus', () => {
  const now = Date.now();
  const estate = makeEstate({ nodes: 250, seed: 7, now });
  const hosts = scraped(estate.machines);
  const directory = mkdtempSync(join(tmpdir(), 'simulator-prometheus-'));
  let simulator: Simulator;
  let prometheus: ChildProcess;
  let api: string;

  beforeAll(async () => {
    simulator = await startSimulator({ estate });
    const history = join(directory, 'history.om');
    writeHistory(history, estate, { hours: 1, now });
    execFileSync(PROMTOOL_PATH, ['tsdb', 'create-blocks-from', 'openmetrics', history, join(directory, 'data')]);
    const config = join(directory, 'prometheus.yml');
    writeFileSync(config, prometheusConfig(new URL(simulator.url).host));
    execFileSync(PROMTOOL_PATH, ['check', 'config', config]);
    const port = await freePort();
    api = `http://127.0.0.1:${port}/api/v1`;
    prometheus = spawn(PROMETHEUS_PATH, [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    await until(async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok);
    await until(async () => (await query('count(scrape_duration_seconds)')).get('') === hosts.length);
  }, 90_000);

  afterAll(async () => {
    if (prometheus?.exitCode === null) {
      const ended = new Promise((resolve) => prometheus.once('exit', resolve));
      prometheus.kill();
      await ended;
    }
    await simulator?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function query(promql: string, label = '', time?: number): Promise<Map<string, number>> {
    const parameters = new URLSearchParams({ query: promql, ...(time ? { time: String(time / 1000) } : {}) });
    const { status, error, data } = await (await fetch(`${api}/query?${parameters}`)).json();
    if (status !== 'success') {
      throw new Error(error);
    }
    return new Map(
      data.result.map(({ metric, value }: { metric: Record<string, string>; value: [number, string] }) => [
        metric[label] ?? '',
        Number(value[1]),
      ])
    );
  }

  const answering = (job: string) =>
    hosts.filter((host) => answersScrapes(host, now) && (host.os.type === 'Windows' ? 'windows' : 'node') === job);
  const instance = ({ metrics }: Machine) => metrics.exporter!.instance;
  /** A sample in the middle of the written history, which has one a minute. */
  const sample = Math.floor(now / 60_000) * 60_000 - 20 * 60_000;

  it('knows every host, the dead ones as down', async () => {
    const up = await query('up', 'instance');
    expect([...up].sort()).toEqual(hosts.map((host) => [instance(host), Number(answersScrapes(host, now))]).sort());
    expect([...up.values()]).toContain(0);
  });

  it.each([
    ['node', 'node_cpu_seconds_total'],
    ['windows', 'windows_cpu_time_total'],
  ])('reads from the counters of job %s the processor load that every source tells', async (job, counter) => {
    // No sample lies at an end of the window: whether that one counts is another thing in Prometheus 2 than in 3.
    const then = sample + 30_000;
    const load = await query(`100 * (1 - avg by (instance) (rate(${counter}{mode="idle"}[5m])))`, 'instance', then);
    const busy = await query(
      `100 * sum by (instance) (rate(${counter}{mode!="idle"}[5m])) / count by (instance) (${counter}{mode="idle"})`,
      'instance',
      then
    );
    const long = answering(job).filter(({ power }) => power.bootedAt < sample - 3_600_000);
    expect(long.length).toBeGreaterThan(3);
    for (const host of long) {
      // From the first of the five samples in the window to the last.
      const expected = mean(workloadOf(host).cpuPercent, sample - 4 * 60_000, sample);
      expect(load.get(instance(host))).toBeCloseTo(expected, 1);
      expect(busy.get(instance(host))).toBeCloseTo(load.get(instance(host))!, 1);
    }
  });

  it("joins the load with each host's own name, for Linux and both generations of windows_exporter", async () => {
    const linux = await query(
      '(100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))) * on(instance) group_left(nodename) node_uname_info',
      'nodename'
    );
    const windows = await query(
      '(100 * (1 - avg by (instance) (rate(windows_cpu_time_total{mode="idle"}[5m])))) * on(instance) group_left(hostname, fqdn) (windows_os_hostname or windows_cs_hostname)',
      'hostname'
    );
    const names = (job: string) => [...new Set(answering(job).map(({ names: { hostname } }) => hostname))].sort();
    expect([...linux.keys()].sort()).toEqual(names('node'));
    expect([...windows.keys()].sort()).toEqual(names('windows'));
    for (const [newer, older] of [
      ['windows_os_hostname', '0.31.3'],
      ['windows_cs_hostname', '0.28.2'],
    ]) {
      const count = answering('windows').filter(({ metrics }) => metrics.exporter!.version === older).length;
      expect(count).toBeGreaterThan(0);
      expect((await query(`count(${newer})`)).get('')).toBe(count);
    }
  });

  it('goes on from the written history into the scrapes without a reset', async () => {
    await until(async () => ((await query('min(count_over_time(up[2m]))')).get('') ?? 0) >= 2);
    const resets = await query('sum(resets(node_cpu_seconds_total[50m]))');
    expect(resets.get('')).toBe(0);
    expect((await query('count(count_over_time(up[50m]) > 45)')).get('')).toBe(
      hosts.filter((host) => poweredSpan(host).from < now - 50 * 60_000).length
    );
  }, 60_000);
});

async function until(done: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await sleep(300)) {
    if (await done().catch(() => false)) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error('waited for a minute in vain');
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
