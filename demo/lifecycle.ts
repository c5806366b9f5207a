import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Processes } from './processes';

export interface Run {
  processes: Processes;
  /** For files that are needed as long as the run lasts. */
  folder: string;
}

/**
 * Runs something that starts processes and ends with all of them ended, whichever way it comes to its end: by itself, by an error
 * (which is printed), by Ctrl-C or another signal, or because whoever started it is gone.
 * @returns the exit code: what `run` gave, or 1 for an error.
 */
export async function runAndEndAll(
  run: (context: Run) => Promise<number>,
  { exitCodeOnSignal }: { exitCodeOnSignal: number }
): Promise<number> {
  const processes = new Processes();
  const folder = await mkdtemp(join(tmpdir(), 'onepane-'));
  const endAll = async () => {
    await processes.endAll();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const leave = (code: number) => void endAll().then(() => process.exit(code));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => leave(exitCodeOnSignal));
  }
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && leave(1), 1_000).unref();

  try {
    return await Promise.race([run({ processes, folder }), processes.anyFailed]);
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    await endAll();
  }
}
