// Holds every answer of the built server part against the truth, while AWS is in trouble:
// npm run truth [-- scenario ...] [--short] [--parallel 8]. The last line is how many runs passed and failed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, serverExecutable } from '../tooling/build';
import { GO_ENV, inTurn, PLUGIN_FLAGS } from '../tooling/goBuild';

const ROOT = join(__dirname, '..');
const GATE = join('.cache', 'build', process.platform === 'win32' ? 'truth-gate.exe' : 'truth-gate');

const options = {
  short: { type: 'boolean', default: false },
  parallel: { type: 'string', default: '8' },
  nodes: { type: 'string', default: '180' },
  help: { type: 'boolean', default: false },
} as const;

const USAGE = `npm run truth [-- scenario ...] [options]
  --short        only the scenarios that npm test runs, about two minutes
  --parallel 8   runs at a time
  --nodes 180    machines of the simulated estate
A name that ends with * stands for all scenarios that begin so. Without a name all of them are run:
`;

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new Error(`--${name} ${text}: must be a whole number from 1.`);
  }
  return number;
}

/** @returns the exit code of a command whose output is shown as it comes. */
function run(command: string, args: string[], env?: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [parallel, nodes] = [wholeNumber('parallel', values.parallel), wholeNumber('nodes', values.nodes)];
  const built = await inTurn(() => run('go', ['build', ...PLUGIN_FLAGS, '-o', GATE, './truth/gate'], GO_ENV));
  if (built !== 0) {
    return built;
  }
  if (values.help) {
    console.log(USAGE);
    return run(GATE, ['-list']);
  }
  await ensureBuilt({ frontend: false });
  const flags = ['-executable', serverExecutable(), '-parallel', String(parallel), '-nodes', String(nodes)];
  return run(GATE, [...flags, ...(values.short ? ['-short'] : []), ...positionals]);
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(2);
  }
);
