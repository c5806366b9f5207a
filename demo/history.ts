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

export interface HistoryRequest {
  nodes: number;
  seed: number;
  /** Folder for Prometheus's data. */
  data: string;
}

export interface History {
  /** The moment (epoch milliseconds) that the estate must be made for, so that it goes on where its history ends. */
  madeAt: number;
  /** Writes what Prometheus would have scraped in the last six hours, as blocks. */
  write(tools: PrometheusTools): Promise<void>;
}

/**
 * The past of an estate. It is kept with the moment that the estate was made for: a later start is the same estate, some minutes
 * older, and only those minutes are written.
 */
export function planHistory(processes: Processes, say: Say, { nodes, seed, data }: HistoryRequest): History {
  const name = `history-${nodes}-${seed}-${simulatorVersion()}`;
  const folder = join(CACHE, 'demo', name);
  const now = Date.now();
  const kept = readMadeAt(folder, now);
  const madeAt = kept ?? now;

  const writeBlocks = async (promtool: string, hours: number, blocks: string) => {
    const file = `${blocks}.om`;
    const flags = { nodes, seed, made: madeAt, now, hours, out: file };
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

  return {
    madeAt,
    async write({ promtool }) {
      if (kept === null) {
        say(`Writing ${HOURS} hours of history`);
        // Put in its place when it is whole: a start that is broken off, or a second one beside it, leaves nothing half.
        const draft = `${folder}.${process.pid}`;
        mkdirSync(draft, { recursive: true });
        await writeBlocks(promtool, HOURS, join(draft, 'blocks'));
        writeFileSync(join(draft, 'made-at'), String(madeAt));
        cpSync(join(draft, 'blocks'), data, { recursive: true });
        for (const old of globSync(`history-${nodes}-${seed}-*/`, {
          cwd: join(CACHE, 'demo'),
          ignore: `*.${process.pid}`,
        })) {
          rmSync(join(CACHE, 'demo', old), { recursive: true, force: true });
        }
        renameSync(draft, folder);
        return;
      }
      cpSync(join(folder, 'blocks'), data, { recursive: true });
      if (now - kept >= 2 * MINUTE) {
        say(`Writing the last ${Math.round((now - kept) / MINUTE)} minutes of history`);
        await writeBlocks(promtool, (now - kept) / HOUR, data);
      }
    },
  };
}

function asFlag([name, value]: [string, string | number]): string[] {
  return [`--${name}`, String(value)];
}

function readMadeAt(folder: string, now: number): number | null {
  const file = join(folder, 'made-at');
  const madeAt = existsSync(file) ? Number(readFileSync(file, 'utf8')) : NaN;
  return now - madeAt < KEPT_FOR ? madeAt : null;
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
