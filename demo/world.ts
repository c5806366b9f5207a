import { join } from 'node:path';
import { baseCredentials } from '../simulator/aws/credentials';
import { planHistory } from './history';
import type { Run } from './lifecycle';
import { ROOT } from './paths';
import type { Processes } from './processes';
import type { Say } from './progress';
import { findPrometheus, startPrometheus } from './prometheus';

/** What a host looks at: the simulated estate and a real Prometheus that scrapes it. */
export interface World {
  simulatorUrl: string;
  /** What the provisioning files refer to. */
  environment: Record<string, string>;
  /** Folder with data sources and plugins, as Grafana reads it. */
  provisioning: string;
  /** For files that live as long as the demo. */
  folder: string;
}

export interface WorldOptions {
  nodes: number;
  seed: number;
  /** Default true. The history of a big estate takes an hour to write: without it, what asks Prometheus gets no answer. */
  prometheus?: boolean;
  /** Another folder than the project's own. */
  provisioning?: string;
}

export async function startWorld({ processes, folder }: Run, say: Say, options: WorldOptions): Promise<World> {
  const { nodes, seed, prometheus = true, provisioning = join(ROOT, 'provisioning') } = options;
  const { simulatorUrl, prometheusUrl } = prometheus
    ? await startWithPrometheus({ processes, folder }, say, { nodes, seed })
    : { simulatorUrl: await startSimulator(processes, { nodes, seed, now: Date.now() }), prometheusUrl: '' };
  say(`Simulated estate of ${nodes} machines at ${simulatorUrl}`);
  return { simulatorUrl, environment: environmentFor(simulatorUrl, prometheusUrl), provisioning, folder };
}

async function startWithPrometheus(
  { processes, folder }: Run,
  say: Say,
  { nodes, seed }: Pick<WorldOptions, 'nodes' | 'seed'>
) {
  const data = join(folder, 'prometheus');
  const history = planHistory(processes, say, { nodes, seed, data });
  const tools = await findPrometheus(processes, say);
  const [simulatorUrl] = await Promise.all([
    startSimulator(processes, { nodes, seed, now: history.madeAt }),
    history.write(tools),
  ]);
  const prometheusUrl = await startPrometheus(processes, tools, { data, folder, simulatorUrl });
  say(`Prometheus at ${prometheusUrl}`);
  return { simulatorUrl, prometheusUrl };
}

async function startSimulator(
  processes: Processes,
  { nodes, seed, now }: { nodes: number; seed: number; now: number }
): Promise<string> {
  const flags = ['--nodes', `${nodes}`, '--seed', `${seed}`, '--now', `${now}`, '--port', '0'];
  const simulator = processes.start({
    name: 'The simulator',
    command: process.execPath,
    args: ['--import', 'tsx', 'simulator/main.ts', ...flags],
    cwd: ROOT,
  });
  const [, url] = await simulator.line(/ at (http:\S+)/);
  return url;
}

/** The keys are the simulator's own, as public as AWS's documentation that they come from. */
function environmentFor(simulatorUrl: string, prometheusUrl: string): Record<string, string> {
  return {
    SIMULATOR_URL: simulatorUrl,
    SIMULATOR_ACCESS_KEY: baseCredentials.accessKeyId,
    SIMULATOR_SECRET_KEY: baseCredentials.secretAccessKey,
    PROMETHEUS_URL: prometheusUrl,
  };
}
