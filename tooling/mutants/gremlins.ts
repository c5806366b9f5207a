import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { globSync } from 'glob';
import { onPath } from '../../demo/onPath';
import { ROOT } from '../../demo/paths';
import type { Command, Processes } from '../../demo/processes';
import type { Say } from '../../demo/progress';
import { FOLDER } from './folder';
import type { Mutant, Outcome } from './mutant';
import type { Tool } from './tool';

/** What is read of gremlins' JSON report. Files are from the folder that was mutated, lines and columns from 1. */
export interface GremlinsReport {
  files?: Array<{
    file_name: string;
    mutations: Array<{ type: string; status: string; line: number; column: number }>;
  }>;
}

const OUTCOMES: Record<string, Outcome> = {
  KILLED: 'killed',
  'TIMED OUT': 'timedOut',
  LIVED: 'survived',
  'NOT COVERED': 'uncovered',
};

/** gremlins' own module, and its wrapper of the go command. */
const MODULE = join(__dirname, 'gremlins');
const BIN = join(FOLDER, 'bin');
const WORK = join(FOLDER, 'go');
const COPY = join(WORK, 'module');
const NOT_COPIED = ['.cache', '.git', 'coverage', 'dist', 'node_modules'];

/**
 * Simulator tests stay out (-short), as they take longer than all others together. Vet stays out: what it refuses, no test has
 * noticed. A test whose result is cached would make the time that a mutant gets too short.
 */
const TEST_FLAGS = ['-short', '-vet=off', '-count=1'];

const FLAGS = [
  // Of gremlins' kinds all but those for operators of bits, which take each `&` for one, and one that makes of `-` what another makes.
  ...['invert-assignments', 'invert-logical', 'invert-loopctrl', 'remove-self-assignments'].map((kind) => `--${kind}`),
  '--invert-negatives=false',
  '--workers=2',
  // So many times what the tests take: a busy machine must not make a slow test into a killed mutant.
  '--timeout-coefficient=10',
];

/** gremlins over Go. Each mutant is tested by its own package's tests. */
export function gremlins(processes: Processes): Tool {
  return {
    title: `gremlins ${versionOf('github.com/go-gremlins/gremlins')}`,
    async mutantsOf(folder, files, say) {
      const go = onPath('go');
      if (!go) {
        throw new Error('There is no go on the PATH: install Go 1.26.');
      }
      await processes.run({
        name: 'Building gremlins',
        command: go,
        args: ['build', '-o', `${BIN}${sep}`, 'github.com/go-gremlins/gremlins/cmd/gremlins', './go'],
        cwd: MODULE,
      });
      try {
        copyModule();
        return await unleash(processes, go, folder, files, say);
      } finally {
        removeWork();
      }
    },
  };
}

async function unleash(processes: Processes, go: string, folder: string, files: string[], say: Say): Promise<Mutant[]> {
  const inCopy: Pick<Command, 'cwd' | 'env'> = {
    cwd: COPY,
    env: {
      GO_COMMAND: go,
      GOFLAGS: [process.env.GOFLAGS, ...TEST_FLAGS].join(' ').trim(),
      PATH: [BIN, process.env.PATH].join(delimiter),
      TMPDIR: WORK,
    },
  };
  const packages = `./${folder}/...`;
  // gremlins takes the time of its first run for that of the tests: what is built once for all mutants is built before.
  for (const args of [
    ['test', packages],
    ['test', '-cover', packages],
  ]) {
    await processes.run({ name: `go ${args.join(' ')}`, command: go, args, ...inCopy });
  }
  const report = join(FOLDER, 'gremlins.json');
  const excluded = leftOut(folder, files).flatMap((file) => ['-E', `^${file}$`]);
  let tested = 0;
  await processes.run(
    {
      name: 'gremlins',
      command: join(BIN, 'gremlins'),
      args: ['unleash', ...FLAGS, ...excluded, '--output', report, `./${folder}`],
      ...inCopy,
    },
    (line) => / at \S+:\d+:\d+$/.test(line) && say(`${++tested} mutants tested`)
  );
  return readReport(JSON.parse(readFileSync(report, 'utf8')), folder, (file) => readFileSync(join(COPY, file), 'utf8'));
}

/**
 * Files that aren't mutated, from the folder: all but the chosen ones where some are, and programs, for which gremlins takes the
 * module's root for the package.
 */
function leftOut(folder: string, files: string[]): string[] {
  const isProgram = (file: string) => /^package main$/m.test(readFileSync(join(COPY, folder, file), 'utf8'));
  return globSync('**/*.go', { cwd: join(COPY, folder), ignore: '**/*_test.go', posix: true }).filter(
    (file) => (files.length > 0 && !files.includes(`${folder}/${file}`)) || isProgram(file)
  );
}

/** gremlins copies the module for each of its workers: it gets one without what is large and no Go test reads. */
function copyModule() {
  removeWork();
  mkdirSync(COPY, { recursive: true });
  for (const name of readdirSync(ROOT).filter((entry) => !NOT_COPIED.includes(entry))) {
    cpSync(join(ROOT, name), join(COPY, name), { recursive: true });
  }
}

/** Other tools would find further checkouts in it. */
function removeWork() {
  rmSync(WORK, { recursive: true, force: true });
}

/** Of a module that is required by the go.mod of gremlins' own. */
function versionOf(module: string): string {
  const [, version] = new RegExp(`${module} (v\\S+)`).exec(readFileSync(join(MODULE, 'go.mod'), 'utf8'))!;
  return version;
}

export function readReport({ files = [] }: GremlinsReport, folder: string, read: (file: string) => string): Mutant[] {
  return files.flatMap(({ file_name, mutations }) => {
    const file = `${folder}/${file_name}`;
    const lines = read(file).split('\n');
    return mutations.map(({ type, status, line, column }) => ({
      file,
      line,
      column,
      change: `${type}: ${lines[line - 1].trim()}`,
      outcome: OUTCOMES[status] ?? 'leftOut',
    }));
  });
}
