import { parseArgs } from 'node:util';
import { makeEstate } from './estate/makeEstate';
import { startSimulator } from './server';

const options = {
  nodes: { type: 'string', default: '1200' },
  seed: { type: 'string', default: '7' },
  port: { type: 'string', default: '4566' },
  host: { type: 'string', default: '127.0.0.1' },
  now: { type: 'string', default: String(Date.now()) },
  'latency-ms': { type: 'string', default: '0' },
  'most-per-page': { type: 'string', default: '1000' },
  'no-throttle': { type: 'boolean', default: false },
} as const;

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < low || number > high) {
    throw new Error(`--${name} ${text}: must be a whole number from ${low} to ${high}.`);
  }
  return number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const nodes = wholeNumber('nodes', values.nodes, 1, 1_000_000);
  const estate = makeEstate({
    nodes,
    seed: wholeNumber('seed', values.seed, 0, 2 ** 31),
    now: wholeNumber('now', values.now, 0, Number.MAX_SAFE_INTEGER),
  });
  const simulator = await startSimulator({
    estate,
    port: wholeNumber('port', values.port, 0, 65535),
    host: values.host,
    latencyMs: wholeNumber('latency-ms', values['latency-ms'], 0, 600_000),
    mostPerPage: wholeNumber('most-per-page', values['most-per-page'], 1, 1000),
    throttle: !values['no-throttle'],
  });
  console.log(`Simulated estate of ${nodes} machines at ${simulator.url} (seed ${estate.seed})`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => simulator.close().then(() => process.exit(0)));
  }
}

main().catch((error: Error) => {
  console.error(`The simulator did not start: ${error.message}`);
  process.exit(1);
});
