import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import { CACHE, ROOT } from './paths';
import type { Processes } from './processes';
import type { Say } from './progress';
import type { PrometheusTools } from './prometheus';

const HOURS = 6;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** An estate grows older with its history; after this long both are made anew. */
const KEPT_FOR = HOUR;
/**
 * The last minutes are as dense as scrapes are, and reach to where the first scrapes will be: rate() takes a gap at the end of its
 * window for idle counters. What is scraped before that is dropped by Prometheus, and nobody asks for what is still to come.
 */
const DENSE_FOR = 10 * MINUTE;
const SCRAPE_SECONDS = 15;
const AHEAD = 35_000;

export interface HistoryRequest {
  nodes: number;
  seed: number;
  /** Folder for Prometheus's data. */
  data: string;
}

export interface History {
  data: string;
  /** The moment (epoch milliseconds) that the estate must be made for, so that it goes on where its history ends. */
  madeAt: number;
  /** Writes what Prometheus would have scraped in the last six hours, as blocks. To be done right before it starts. */
  write(tools: PrometheusTools): Promise<void>;
}

/**
 * The past of an estate. It is kept with the moment that the estate was made for: a later start is the same estate, some minutes
 * older, and only those minutes are written.
 */
export function planHistory(processes: Processes, say: Say, { nodes, seed, data }: HistoryRequest): History {
  const folder = join(CACHE, 'demo', `history-${nodes}-${seed}-${simulatorVersion()}`);
  const kept = readMadeAt(folder);
  const madeAt = kept ?? Date.now();

  /** @param span its end is epoch milliseconds. */
  const writeBlocks = async (promtool: string, blocks: string, span: { end: number; length: number; step: number }) => {
    const file = `${blocks}.om`;
    const flags = { nodes, seed, made: madeAt, now: span.end, hours: span.length / HOUR, step: span.step, out: file };
    await processes.run({
      name: 'Writing the history',
      command: process.execPath,
      args: ['--import', 'tsx', 'simulator/prometheus/history.ts', ...Object.entries(flags).flatMap(asFlag)],
      cwd: ROOT,
    });
    const args = ['tsdb', 'create-blocks-from', 'openmetrics', file, blocks];
    await processes.run({ name: 'promtool', command: promtool, args });
    rmSync(file);
  };

  const keep = async (promtool: string) => {
    say(`Writing ${HOURS} hours of history`);
    // Put in its place when it is whole: a start that is broken off, or a second one beside it, leaves nothing half.
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    await writeBlocks(promtool, join(draft, 'blocks'), { end: madeAt, length: HOURS * HOUR, step: 60 });
    writeFileSync(join(draft, 'made-at'), String(madeAt));
    const others = globSync(`history-${nodes}-${seed}-*/`, { cwd: join(CACHE, 'demo'), ignore: `*.${process.pid}` });
    others.forEach((old) => rmSync(join(CACHE, 'demo', old), { recursive: true, force: true }));
    renameSync(draft, folder);
  };

  return {
    data,
    madeAt,
    async write({ promtool }) {
      if (kept === null) {
        await keep(promtool);
      }
      cpSync(join(folder, 'blocks'), data, { recursive: true });
      const since = Date.now() - madeAt;
      if (since > DENSE_FOR) {
        say(`Writing the last ${Math.round(since / MINUTE)} minutes of history`);
        await writeBlocks(promtool, data, { end: Date.now(), length: since, step: 60 });
      }
      await writeBlocks(promtool, data, { end: Date.now() + AHEAD, length: DENSE_FOR, step: SCRAPE_SECONDS });
    },
  };
}

function asFlag([name, value]: [string, string | number]): string[] {
  return [`--${name}`, String(value)];
}

function readMadeAt(folder: string): number | null {
  const file = join(folder, 'made-at');
  const madeAt = existsSync(file) ? Number(readFileSync(file, 'utf8')) : NaN;
  return Date.now() - madeAt < KEPT_FOR ? madeAt : null;
}

/** Another simulator is another past. */
function simulatorVersion(): string {
  const hash = createHash('sha256');
  const sources = globSync('simulator/{estate,metrics,prometheus}/**/*.ts', { cwd: ROOT, ignore: '**/*.test.ts' });
  for (const file of sources.sort()) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
