// Measures the plugin: npm run bench -- cold|warm|bundle|map. The last line of the output is one JSON object.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { makeEstate } from '../simulator/estate/makeEstate';
import { startSimulator } from '../simulator/server';
import { ensureBuilt, serverExecutable } from '../tooling/build';
import { bundleSizes } from './bundle';
import { measureMap } from './map';

const ROOT = join(__dirname, '..');
const NODES = 10_000;
const SEED = 7;
/** What AWS takes for a call, give or take. */
const LATENCY_MS = 50;

const MEASUREMENTS: Record<string, () => Promise<void>> = {
  cold: () => measureServer('cold'),
  warm: () => measureServer('warm'),
  bundle: measureBundle,
  map: measureMap,
};

async function measureBundle(): Promise<void> {
  await ensureBuilt({ backend: false });
  console.log(JSON.stringify(bundleSizes(join(ROOT, 'dist'))));
}

/** The server part in a process of its own, asked over gRPC, against a simulator that keeps AWS's quotas. */
async function measureServer(measurement: string): Promise<void> {
  await ensureBuilt({ frontend: false });
  const simulator = await startSimulator({
    estate: makeEstate({ nodes: NODES, seed: SEED, now: Date.now() }),
    host: '127.0.0.1',
    port: 0,
    latencyMs: LATENCY_MS,
    throttle: true,
  });
  try {
    const flags = ['-simulator', simulator.url, '-latency', `${LATENCY_MS}ms`, '-executable', serverExecutable()];
    const result = await outputOf('go', ['run', './bench/server', ...flags, measurement]);
    console.log(result);
  } finally {
    await simulator.close();
  }
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
  const [name = ''] = process.argv.slice(2);
  const measure = MEASUREMENTS[name];
  if (!measure) {
    throw new Error(`"${name}" is no measurement: name one of ${Object.keys(MEASUREMENTS).join(', ')}.`);
  }
  await measure();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
