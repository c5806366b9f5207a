// Runs every test of the project, each step also where another one failed: npm test [-- --only NAME].
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../demo/chromium';
import { ROOT } from '../demo/paths';
import { Processes } from '../demo/processes';
import { startProgress } from '../demo/progress';
import { findPrometheus } from '../demo/prometheus';
import { ensureBuilt } from './build';

/** A step passes unless it rejects; what it rejects with is shown. */
interface Step {
  name: string;
  run(): Promise<unknown>;
}

const processes = new Processes();
const say = startProgress();

/** Quick ones first. What a step needs and the machine lacks is made or got by the step, which fails where it can't be had. */
const STEPS: Step[] = [
  { name: 'types', run: () => tool('typescript/bin/tsc', ['--noEmit']) },
  { name: 'lint', run: () => tool('eslint/bin/eslint.js', ['--cache', '--cache-location', '.cache/eslint/', '.']) },
  { name: 'vet', run: () => command('go', ['vet', './...']) },
  { name: 'build', run: () => ensureBuilt({}, () => {}) },
  {
    name: 'jest',
    run: async () =>
      tool('jest/bin/jest.js', ['--ci', '--testPathIgnorePatterns', '/conformance/'], await browserAndPrometheus()),
  },
  { name: 'go', run: () => command('go', ['test', '-race', './...']) },
  { name: 'conformance', run: () => script('simulator/conformance/run.ts') },
  {
    name: 'browser',
    run: async () => script('e2e/run.ts', await browserAndPrometheus()),
  },
];

type Environment = Record<string, string>;

function command(name: string, args: string[], env?: Environment): Promise<string> {
  return processes.run({ name: [name, ...args].join(' '), command: name, args, cwd: ROOT, env });
}

function tool(path: string, args: string[], env?: Environment): Promise<string> {
  return command(process.execPath, [join('node_modules', path), ...args], env);
}

function script(path: string, env?: Environment): Promise<string> {
  return command(process.execPath, ['--import', 'tsx', path], env);
}

/** What tests with a browser or a Prometheus look for. */
async function browserAndPrometheus(): Promise<Environment> {
  const [chromium, { prometheus, promtool }] = await Promise.all([
    findChromium(processes, say),
    findPrometheus(processes, say),
  ]);
  return { CHROMIUM_PATH: chromium, PROMETHEUS_PATH: prometheus, PROMTOOL_PATH: promtool };
}

function chosenSteps(): Step[] {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const names = STEPS.map(({ name }) => name);
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`--only ${unknown}: there is no such step. The steps are ${names.join(', ')}.`);
  }
  return STEPS.filter(({ name }) => values.only?.includes(name) ?? true);
}

/** @returns whether it passed. */
async function report({ name, run }: Step): Promise<boolean> {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  say(`${name} ...`);
  try {
    await run();
    say(`ok      ${name} (${seconds()})`);
    return true;
  } catch (error) {
    say(`FAILED  ${name} (${seconds()})`);
    console.log((error as Error).message);
    return false;
  }
}

async function main(): Promise<number> {
  const counts = { passed: 0, failed: 0 };
  for (const step of chosenSteps()) {
    counts[(await report(step)) ? 'passed' : 'failed']++;
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void processes.endAll().then(() => process.exit(1)));
}
main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(2);
  }
);
