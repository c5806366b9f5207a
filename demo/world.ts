import { join } from 'node:path';
import { baseCredentials } from '../simulator/aws/credentials';
import { awaitPrometheus, type AwaitedPrometheus } from './awaitedPrometheus';
import { type History, planHistory } from './history';
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
  /**
   * Resolves when Prometheus answers, with the estate's past; until then its address tells why it doesn't. Rejects where it can't be
   * had; then the address goes on telling that.
   */
  whole: Promise<void>;
}

export interface WorldOptions {
  nodes: number;
  seed: number;
  /** Default true. The history of a big estate takes an hour to write: without it, what asks Prometheus gets no answer. */
  prometheus?: boolean;
  /** Another folder than the project's own. */
  provisioning?: string;
}

/** Resolves as soon as there is something to look at: Prometheus may take minutes to come. */
export async function startWorld(run: Run, say: Say, options: WorldOptions): Promise<World> {
  const { nodes, seed, prometheus = true, provisioning = join(ROOT, 'provisioning') } = options;
  const { processes, folder } = run;
  const history = planHistory(processes, say, { nodes, seed, data: join(folder, 'prometheus') });
  const simulatorUrl = await startSimulator(processes, { nodes, seed, now: history.madeAt });
  say(`Simulated estate of ${nodes} machines at ${simulatorUrl}`);
  const awaited = prometheus ? await awaitPrometheus(reasonToWait('it is being built')) : undefined;
  const whole = awaited ? joinPrometheus(run, say, { awaited, history, simulatorUrl }) : Promise.resolve();
  whole.catch((error: Error) => awaited?.tell(`Prometheus could not be had for this demo. ${error.message}`));
  const prometheusUrl = awaited ? `http://127.0.0.1:${awaited.port}` : '';
  return { simulatorUrl, environment: environmentFor(simulatorUrl, prometheusUrl), provisioning, folder, whole };
}

interface Joining {
  awaited: AwaitedPrometheus;
  history: History;
  simulatorUrl: string;
}

async function joinPrometheus(
  { processes, folder }: Run,
  say: Say,
  { awaited, history, simulatorUrl }: Joining
): Promise<void> {
  const tools = await findPrometheus(processes, say);
  awaited.tell(reasonToWait("the estate's past is being written for it"));
  await history.write(tools);
  await awaited.giveWay();
  await startPrometheus(processes, tools, { data: history.data, folder, port: awaited.port, simulatorUrl });
  say(`Prometheus has joined, at http://127.0.0.1:${awaited.port}`);
}

function reasonToWait(progress: string): string {
  return `Prometheus has not joined the demo yet: ${progress}. Reload when the demo says that it has joined.`;
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
  // It shares the processors with everything that is being built.
  const [, url] = await simulator.line(/ at (http:\S+)/, 5 * 60_000);
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
