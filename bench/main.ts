// Measures the plugin: npm run bench -- cold|warm|missing|resources|bundle|map|page|fresh [--nodes 10000] [--alternatives]. The last line of the output is
// one JSON object.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Estate } from '../simulator/estate/machine';
import { makeEstate } from '../simulator/estate/makeEstate';
import { startSimulator } from '../simulator/server';
import { ensureBuilt, serverExecutable } from '../tooling/build';
import { readAlternatives } from './alternatives';
import { bundleSizes } from './bundle';
import { measureFresh } from './fresh';
import { measureMap } from './map';
import { measurePage } from './page';
import { measureResources } from './resources';

const ROOT = join(__dirname, '..');
const SEED = 7;
/** What AWS takes for a call, give or take. */
const LATENCY_MS = 50;

/** How long an alternative may take before it is stopped. */
const PATIENCE_MS = 120_000;

interface Options {
  nodes: number;
  /** Whether what a user would pick instead is measured, too. */
  alternatives: boolean;
}

const MEASUREMENTS: Record<string, (options: Options) => Promise<void>> = {
  cold: (options) => measureServer('cold', options),
  warm: (options) => measureServer('warm', options),
  missing: (options) => measureServer('missing', options),
  resources: ({ nodes }) =>
    withSimulator(nodes, async (estate, url) => console.log(await measureResources(estate, url, serverExecutable()))),
  bundle: measureBundle,
  map: measureMap,
  page: measurePage,
  fresh: measureFresh,
};

async function measureBundle(): Promise<void> {
  await ensureBuilt({ backend: false });
  console.log(JSON.stringify(bundleSizes(join(ROOT, 'dist'))));
}

/** What is measured of the server part, against a simulator that keeps AWS's quotas. */
async function withSimulator(nodes: number, measured: (estate: Estate, url: string) => Promise<void>): Promise<void> {
  await ensureBuilt({ frontend: false });
  const estate = makeEstate({ nodes, seed: SEED, now: Date.now() });
  const simulator = await startSimulator({
    estate,
    host: '127.0.0.1',
    port: 0,
    latencyMs: LATENCY_MS,
    throttle: true,
  });
  try {
    await measured(estate, simulator.url);
  } finally {
    await simulator.close();
  }
}

/** The server part in a process of its own, asked over gRPC. */
async function measureServer(measurement: string, { nodes, alternatives }: Options): Promise<void> {
  await withSimulator(nodes, async (estate, url) => {
    const flags = ['-simulator', url, '-latency', `${LATENCY_MS}ms`, '-executable', serverExecutable()];
    const result = await outputOf('go', ['run', './bench/server', ...flags, measurement]);
    if (alternatives) {
      console.log('\nThe same nodes, patch states and tags, read otherwise:');
      for (const { name, seconds, patchStates, cut } of await readAlternatives(estate, url, PATIENCE_MS)) {
        const end = cut ? ', and was stopped there' : '';
        console.log(`  ${name}: ${patchStates} patch states in ${seconds.toFixed(1)} s${end}`);
      }
    }
    console.log(result);
  });
}

/** What a command writes to its standard output; the rest is shown as it comes. */
function outputOf(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.on('error', (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve(output.trim()) : reject(new Error(`${command} ${args.join(' ')} failed`))
    );
  });
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { nodes: { type: 'string', default: '10000' }, alternatives: { type: 'boolean', default: false } },
  });
  const [name = ''] = positionals;
  const measure = MEASUREMENTS[name];
  if (!measure) {
    throw new Error(`"${name}" is no measurement: name one of ${Object.keys(MEASUREMENTS).join(', ')}.`);
  }
  const nodes = Number(values.nodes);
  if (!Number.isInteger(nodes) || nodes < 1) {
    throw new Error(`--nodes ${values.nodes}: must be a whole number from 1.`);
  }
  await measure({ nodes, alternatives: values.alternatives });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
