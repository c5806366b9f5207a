// The simulator against clients that nobody here wrote: the AWS SDKs for JavaScript, Python (with the command line) and Go.
// `node --import tsx simulator/conformance/run.ts [javascript] [python] [go]`: all of them where none is named.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { makeEstate } from '../estate/makeEstate';
import { startSimulator } from '../server';
import { virtualEnvironment } from './virtualEnvironment';

interface Check {
  name: string;
  passed: boolean;
  /** What a failed one said. */
  words: string;
}

const root = join(__dirname, '..', '..');

const suites: Record<string, (url: string) => Promise<Check[]>> = { javascript, python, go };

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !(name in suites));
  if (unknown !== undefined) {
    console.error(`${unknown} is no suite. Use ${Object.keys(suites).join(', ')}.`);
    process.exit(2);
  }
  const counts = { passed: 0, failed: 0 };
  for (const name of named.length > 0 ? named : Object.keys(suites)) {
    const checks = await withSimulator(suites[name]);
    for (const check of checks) {
      console.log(`${check.passed ? 'ok  ' : 'FAIL'} ${name}: ${check.name}${check.passed ? '' : `\n${check.words}`}`);
      counts[check.passed ? 'passed' : 'failed']++;
    }
    if (checks.length === 0) {
      console.log(`FAIL ${name}: no check ran`);
      counts.failed++;
    }
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** A simulator of its own for each suite, so that one's throttled calls don't strike another. */
async function withSimulator(suite: (url: string) => Promise<Check[]>): Promise<Check[]> {
  const simulator = await startSimulator({ estate: makeEstate({ nodes: 1200, seed: 7, now: Date.now() }) });
  try {
    return await suite(simulator.url);
  } catch (error) {
    return [{ name: 'the suite itself', passed: false, words: (error as Error).message }];
  } finally {
    await simulator.close();
  }
}

async function javascript(url: string): Promise<Check[]> {
  const report = reportFile('json');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--testPathPattern=simulator/conformance/', '--json', `--outputFile=${report}`];
  const output = await run(process.execPath, [jest, ...args], root, { SIMULATOR_URL: url });
  const { testResults } = JSON.parse(readReport(report, output)) as {
    testResults: Array<{ message: string; assertionResults: JestResult[] }>;
  };
  return testResults.flatMap(({ message, assertionResults }) =>
    assertionResults.length === 0
      ? [{ name: 'a test file', passed: false, words: message }]
      : assertionResults.map(({ fullName, status, failureMessages }) => ({
          name: fullName,
          passed: status === 'passed',
          words: failureMessages.join('\n'),
        }))
  );
}

interface JestResult {
  fullName: string;
  status: string;
  failureMessages: string[];
}

async function python(url: string): Promise<Check[]> {
  const directory = join(root, 'simulator', 'conformance', 'python');
  const interpreter = virtualEnvironment(join(root, '.cache', 'venv'), join(directory, 'requirements.txt'));
  const report = reportFile('xml');
  const args = ['-m', 'pytest', '-q', `--junitxml=${report}`];
  const output = await run(interpreter, args, directory, { SIMULATOR_URL: url, PYTHONDONTWRITEBYTECODE: '1' });
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'testcase' });
  const cases: JunitCase[] = parser.parse(readReport(report, output)).testsuites.testsuite.testcase ?? [];
  return cases.map((each) => {
    const trouble = each.failure ?? each.error;
    return {
      name: `${each['@_classname']} ${each['@_name']}`,
      passed: trouble === undefined,
      words: typeof trouble === 'string' ? trouble : JSON.stringify(trouble, null, 2),
    };
  });
}

interface JunitCase {
  '@_classname': string;
  '@_name': string;
  failure?: unknown;
  error?: unknown;
}

async function go(url: string): Promise<Check[]> {
  const output = await run('go', ['test', '-count=1', '-json', './simulator/conformance/go/'], root, {
    SIMULATOR_URL: url,
  });
  const events = output.split('\n').flatMap((line): GoEvent[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const ended = events.filter(({ Test, Action }) => Test !== undefined && /^(pass|fail)$/.test(Action));
  if (ended.length === 0) {
    throw new Error(output);
  }
  return ended.map(({ Test, Action }) => ({
    name: `${Test}`,
    passed: Action === 'pass',
    words: events.flatMap((event) => (event.Test === Test ? (event.Output ?? '') : '')).join(''),
  }));
}

interface GoEvent {
  Action: string;
  Test?: string;
  Output?: string;
}

function reportFile(extension: string): string {
  return join(tmpdir(), `conformance-${process.pid}.${extension}`);
}

/** The report that a suite has written; where it wrote none, its output says why. */
function readReport(path: string, output: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(output);
  } finally {
    rmSync(path, { force: true });
  }
}

/** What a command wrote, on both streams, whatever its exit code. The simulator runs in this process: nothing may block. */
function run(command: string, args: string[], cwd: string, environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...environment } });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
