// Changes the code, one small mutant at a time, and sees whether a test notices: npm run mutants [-- PART [FILE ...]]. The last line
// is one JSON object, in per cent of each part.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../demo/paths';
import { Processes } from '../../demo/processes';
import { startProgress, type Say } from '../../demo/progress';
import { FOLDER } from './folder';
import { gremlins } from './gremlins';
import { countOutcomes, scoreOf, type Mutant } from './mutant';
import { withScore } from './scoreTable';
import { stryker } from './stryker';
import { survivorsOf } from './survivors';
import type { Tool } from './tool';

const processes = new Processes();
const say = startProgress();

interface Part {
  folder: string;
  makeTool(processes: Processes): Tool;
}

const PARTS: Record<string, Part> = {
  join: { folder: 'src/join', makeTool: stryker },
  datasource: { folder: 'src/datasource', makeTool: stryker },
  fleet: { folder: 'pkg/fleet', makeTool: gremlins },
  resource: { folder: 'pkg/resource', makeTool: gremlins },
};

const SCORES = join(ROOT, 'docs', 'mutants.md');

/** @returns the part's score; writes it down where all of the part's files were mutated. */
async function measure(name: string, files: string[]): Promise<number | undefined> {
  const { folder, makeTool } = PARTS[name];
  const tool = makeTool(processes);
  const start = Date.now();
  say(`${name}: ${folder} by ${tool.title} ...`);
  const mutants = await tool.mutantsOf(
    folder,
    files,
    everyMinute((line) => say(`${name}: ${line}`))
  );
  const counts = countOutcomes(mutants);
  const score = scoreOf(counts);
  const list = writeSurvivors(name, mutants);
  say(`${name}: ${JSON.stringify(counts)}, those to look at in ${list}`);
  if (files.length === 0 && score !== undefined) {
    const row = {
      name,
      folder,
      score,
      counts,
      tool: tool.title,
      date: new Date(),
      seconds: (Date.now() - start) / 1000,
    };
    writeFileSync(SCORES, withScore(readFileSync(SCORES, 'utf8'), row));
  }
  return score;
}

function writeSurvivors(name: string, mutants: Mutant[]): string {
  const list = join(FOLDER, `${name}.txt`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(list, survivorsOf(mutants));
  return list;
}

function everyMinute(say: Say): Say {
  let next = Date.now() + 60_000;
  return (line) => {
    if (Date.now() >= next) {
      next = Date.now() + 60_000;
      say(line);
    }
  };
}

/** @returns the exit code: a part that can't be measured leaves the others alone. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [part, ...files] = positionals;
  if (part !== undefined && !(part in PARTS)) {
    throw new Error(`"${part}" is no part: name one of ${Object.keys(PARTS).join(', ')}, or none for all.`);
  }
  const stray = files.find((file) => !file.startsWith(`${PARTS[part].folder}/`) || !existsSync(join(ROOT, file)));
  if (stray !== undefined) {
    throw new Error(`"${stray}" is no file of ${part}: name files as ${PARTS[part].folder}/...`);
  }
  const scores: Record<string, number | null> = {};
  let failed = false;
  for (const name of part === undefined ? Object.keys(PARTS) : [part]) {
    try {
      scores[name] = (await measure(name, files)) ?? null;
    } catch (error) {
      scores[name] = null;
      failed = true;
      console.error(`${name} can't be measured: ${(error as Error).message}`);
    }
  }
  console.log(JSON.stringify(scores));
  return failed ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => processes.endAll().then(() => process.exit(1)));
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(2);
  }
);
