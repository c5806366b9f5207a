import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time that a process has to end by itself before it is killed. */
const GRACE_MS = 5_000;
/** What is kept of a process's output, to be shown when it fails. */
const LINES_KEPT = 60;

export interface Command {
  /** What it is called in messages: "Prometheus". */
  name: string;
  command: string;
  args: string[];
  /** Over this process's own; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Of os.constants.priority: one that nobody waits for leaves the processors to the others. */
  priority?: number;
}

export interface RunningProcess {
  /** The first line of output that the pattern matches; rejects when the process ends or the time is up before. */
  line(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  /** Rejects, with the last lines of output, when the process ends without having been told to. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/**
 * The processes that the demo starts. Each leads a process group of its own, so that what it starts in turn ends with it,
 * and so that a Ctrl-C in the terminal reaches the demo alone, which then ends them in order.
 */
export class Processes {
  private readonly running = new Set<RunningProcess>();
  private ending: Promise<void> | undefined;
  private reportFailure!: (error: Error) => void;
  /** Rejects when any of those that were started ends without having been told to. */
  readonly anyFailed = new Promise<never>((_, reject) => (this.reportFailure = reject));

  constructor() {
    this.anyFailed.catch(() => {}); // as for each process: who waits hears of it
  }

  start(command: Command): RunningProcess {
    const process = this.spawn(command);
    this.running.add(process);
    process.failed.catch((error: Error) => this.reportFailure(error)); // whoever waits for it hears of it, too
    return process;
  }

  /**
   * Runs a command to its end. Resolves with what it wrote to standard output, which is heard line by line before; rejects with
   * all that it said. One that is broken off because everything ends does neither.
   */
  async run(command: Command, hear: (line: string) => void = () => {}): Promise<string> {
    const child = this.launch(command);
    const out: string[] = [];
    const all: string[] = [];
    const outLines = collect(child.stdout!, (line) => {
      out.push(line);
      all.push(line);
      hear(line);
    });
    const errLines = collect(child.stderr!, (line) => all.push(line));
    const process: RunningProcess = { line: neverMatches, failed: never(), stop: () => endGroup(child) };
    this.running.add(process);
    try {
      const code = await exitOf(child, command);
      await Promise.all([outLines, errLines]);
      if (this.ending) {
        return await never();
      }
      if (code !== 0) {
        throw new Error(`${command.name} failed (${describeExit(child)}):\n${all.join('\n')}`);
      }
      return out.join('\n');
    } finally {
      this.running.delete(process);
    }
  }

  /** Ends all, the last started first. Called again, it waits for the same end. */
  endAll(): Promise<void> {
    this.ending ??= (async () => {
      for (const process of [...this.running].reverse()) {
        await process.stop();
      }
    })();
    return this.ending;
  }

  private launch({ command, args, env, cwd, priority }: Command): ChildProcess {
    if (this.ending) {
      throw new Error('The demo is ending.');
    }
    // Standard input stays open as long as this process lives: children that watch it can't outlive it.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    if (priority !== undefined && child.pid !== undefined) {
      setPriority(child.pid, priority);
    }
    return child;
  }

  private spawn(command: Command): RunningProcess {
    const child = this.launch(command);
    const kept: string[] = [];
    const waiting = new Set<(line: string) => void>();
    const hear = (line: string) => {
      kept.push(line);
      kept.splice(0, kept.length - LINES_KEPT);
      waiting.forEach((each) => each(line));
    };
    const heard = Promise.all([collect(child.stdout!, hear), collect(child.stderr!, hear)]);
    let told = false;
    const failed = (async (): Promise<never> => {
      await exitOf(child, command);
      await heard;
      if (told) {
        return never();
      }
      throw new Error(`${command.name} ended (${describeExit(child)}):\n${kept.join('\n')}`);
    })();

    const line = (pattern: RegExp, timeoutMs = 60_000) => {
      let hearLine!: (line: string) => void;
      const found = new Promise<RegExpMatchArray>((resolve) => {
        hearLine = (each) => {
          const match = pattern.exec(each);
          if (match) {
            resolve(match);
          }
        };
      });
      kept.forEach(hearLine);
      waiting.add(hearLine);
      return within(Promise.race([found, failed]), timeoutMs, () => {
        const words = `${command.name} did not say ${pattern} within ${timeoutMs / 1000} s`;
        return new Error(`${words}:\n${kept.join('\n')}`);
      }).finally(() => waiting.delete(hearLine));
    };
    const stop = () => {
      told = true;
      return endGroup(child);
    };
    return { line, failed, stop };
  }
}

/** Waits until a check passes, asking again every quarter of a second. The error says what did not come and why. */
export async function eventually<T>(
  what: string,
  timeoutMs: number,
  check: () => Promise<T>,
  failed: Promise<never> = never()
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await Promise.race([check(), failed.catch((error) => Promise.reject(new Fatal(error)))]);
    } catch (error) {
      if (error instanceof Fatal) {
        throw error.cause;
      }
      if (Date.now() > until) {
        throw new Error(`${what} did not come within ${timeoutMs / 1000} s: ${(error as Error).message}`);
      }
      await sleep(250);
    }
  }
}

class Fatal extends Error {
  constructor(cause: unknown) {
    super('', { cause });
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}

const neverMatches = (): Promise<never> => never();

async function within<T>(promise: Promise<T>, timeoutMs: number, error: () => Error): Promise<T> {
  const timer = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: timer.signal, ref: false }).then(
    () => Promise.reject(error()),
    () => never()
  );
  return Promise.race([promise, late]).finally(() => timer.abort());
}

async function collect(stream: Readable, hear: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    hear(line);
  }
}

function exitOf(child: ChildProcess, { name, command }: Command): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${name} can't be started (${command}): ${error.message}`)));
    child.once('exit', (code) => resolve(code));
  });
}

function describeExit({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ? `signal ${signalCode}` : `exit code ${exitCode}`;
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) {
    return;
  }
  const exited = hasExited(child)
    ? Promise.resolve()
    : new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signal(child, 'SIGTERM');
  const inTime = await Promise.race([exited.then(() => true), sleep(GRACE_MS, false, { ref: false })]);
  // Whatever of its group is left (a plugin's process, say) has no one to serve any more.
  signal(child, 'SIGKILL');
  if (!inTime) {
    await exited;
  }
}

function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') {
      child.kill(name);
    } else {
      process.kill(-child.pid!, name);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}
