// Runs every test of the project, each step also where another one failed: npm test [-- --only NAME].
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../demo/chromium';
import { preview } from '../demo/hosts/preview';
import { ROOT } from '../demo/paths';
import { Processes } from '../demo/processes';
import { startProgress } from '../demo/progress';
import { findPrometheus } from '../demo/prometheus';
import { ensureBuilt } from './build';
import { GO_ENV, inTurn, PLUGIN_FLAGS } from './goBuild';
import { complaintsOfGoTests } from './goTests';
import { mustHaveAll } from './machine';

/** A step passes unless it rejects; what it rejects with is shown. */
interface Step {
  name: string;
  run(): Promise<unknown>;
}

const processes = new Processes();
const say = startProgress();

/** Nothing in these depends on time: they share the machine. What it lacks is made or got, or a step says that it can't be had. */
const PREPARATIONS: Step[] = [
  { name: 'machine', run: async () => mustHaveAll() },
  { name: 'types', run: () => tool('typescript/bin/tsc', ['--noEmit']) },
  { name: 'lint', run: () => tool('eslint/bin/eslint.js', ['--cache', '--cache-location', '.cache/eslint/', '.']) },
  { name: 'build', run: () => Promise.all([ensureBuilt({}, say), preview({ processes, say, port: 0 }).build?.()]) },
  { name: 'vet', run: () => inTurn(() => command('go', ['vet', '-trimpath', ...PLUGIN_FLAGS, './...'], GO_ENV)) },
  { name: 'browser and Prometheus', run: () => browserAndPrometheus() },
];

/** One after another: a test that waits for something has a machine to itself. */
const TESTS: Step[] = [
  {
    name: 'jest',
    run: async () =>
      tool(
        'jest/bin/jest.js',
        ['--ci', '--maxWorkers=100%', '--testPathIgnorePatterns', '/conformance/'],
        await browserAndPrometheus()
      ),
  },
  { name: 'go', run: goTests },
  // AWS's Go client is held against the simulator among the Go tests.
  { name: 'conformance', run: () => script('simulator/conformance/run.ts', ['javascript', 'python']) },
  { name: 'truth', run: () => script('truth/main.ts', ['--short']) },
  { name: 'moto', run: () => script('truth/moto/main.ts') },
  { name: 'browser', run: () => script('e2e/run.ts') },
];

const STEPS = [...PREPARATIONS, ...TESTS];

type Environment = Record<string, string>;

function command(name: string, args: string[], env?: Environment): Promise<string> {
  return processes.run({ name: [name, ...args].join(' '), command: name, args, cwd: ROOT, env });
}

function tool(path: string, args: string[], env?: Environment): Promise<string> {
  return command(process.execPath, [join('node_modules', path), ...args], env);
}

function script(path: string, args: string[] = []): Promise<string> {
  return command(process.execPath, ['--import', 'tsx', path, ...args]);
}

/** `go test` takes a skipped test for a good one; here it is none. */
async function goTests(): Promise<void> {
  const failed = (error: Error) => error.message;
  const output = await command('go', ['test', '-race', '-vet=off', '-json', ...PLUGIN_FLAGS, './...']).catch(failed);
  const complaints = complaintsOfGoTests(output);
  if (complaints.length > 0) {
    throw new Error(complaints.join('\n'));
  }
}

/** What tests with a browser or a Prometheus look for. */
async function browserAndPrometheus(): Promise<Environment> {
  const [chromium, { prometheus, promtool }] = await Promise.all([
    findChromium(processes, say),
    findPrometheus(processes, say),
  ]);
  return { CHROMIUM_PATH: chromium, PROMETHEUS_PATH: prometheus, PROMTOOL_PATH: promtool };
}

function chosenNames(): string[] {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const names = STEPS.map(({ name }) => name);
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`--only ${unknown}: there is no such step. The steps are ${names.join(', ')}.`);
  }
  return values.only ?? names;
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
  const names = chosenNames();
  const chosen = (steps: Step[]) => steps.filter(({ name }) => names.includes(name));
  const passed = await Promise.all(chosen(PREPARATIONS).map(report));
  for (const step of chosen(TESTS)) {
    passed.push(await report(step));
  }
  const failed = passed.filter((each) => !each).length;
  console.log(`${passed.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
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
