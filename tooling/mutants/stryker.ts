import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../demo/paths';
import type { Processes } from '../../demo/processes';
import { FOLDER } from './folder';
import type { Mutant, Outcome } from './mutant';
import type { Tool } from './tool';

/** What is read of Stryker's JSON report. Lines and columns are from 1. */
export interface StrykerReport {
  files: Record<string, { source: string; mutants: StrykerMutant[] }>;
}

interface StrykerMutant {
  mutatorName: string;
  replacement?: string;
  status: string;
  location: { start: Position; end: Position };
}

interface Position {
  line: number;
  column: number;
}

const OUTCOMES: Record<string, Outcome> = {
  Killed: 'killed',
  Timeout: 'timedOut',
  Survived: 'survived',
  NoCoverage: 'uncovered',
};

/** Of what a mutant was and is, so many characters are told. */
const LONGEST = 80;

/** Stryker over TypeScript, with the tests of jest.config.js beside this file. */
export function stryker(processes: Processes): Tool {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@stryker-mutator/core/package.json'), 'utf8'));
  return {
    title: `Stryker ${version}`,
    async mutantsOf(folder, files, say) {
      const mutated =
        files.length > 0 ? files : [`${folder}/**/*.ts`, `!${folder}/**/*.test.ts`, `!${folder}/**/testdata/**`];
      removeSandbox();
      const running = processes.run(
        {
          name: 'Stryker',
          command: process.execPath,
          args: [
            join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
            'run',
            join('tooling', 'mutants', 'stryker.config.mjs'),
            '--mutate',
            mutated.join(','),
          ],
          cwd: ROOT,
        },
        (line) => line.startsWith('Mutation testing ') && say(line)
      );
      await running.finally(removeSandbox);
      return readReport(JSON.parse(readFileSync(join(FOLDER, 'stryker.json'), 'utf8')));
    },
  };
}

/** Other tools would find a second checkout in it. */
function removeSandbox() {
  rmSync(join(FOLDER, 'sandbox'), { recursive: true, force: true });
}

export function readReport({ files }: StrykerReport): Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(({ mutatorName, replacement = '', status, location: { start, end } }) => ({
      file,
      ...start,
      change: `${mutatorName}: ${brief(between(source, start, end))} -> ${brief(replacement)}`,
      outcome: OUTCOMES[status] ?? 'leftOut',
    }))
  );
}

function between(source: string, start: Position, end: Position): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

function brief(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} ...` : line || 'nothing';
}
