import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that answers a line of JSON with a line of JSON, one after the other. */
export class LineProcess {
  private readonly answers: AsyncIterator<string>;
  private readonly child: ChildProcess;

  constructor(
    private readonly command: string,
    args: string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv }
  ) {
    this.child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  /** Rejects where the process ends instead; its own words are on the standard error by then. */
  async ask<Answer>(question: object): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.answers.next();
    if (done) {
      throw new Error(`${this.command} ended before it had answered`);
    }
    return JSON.parse(value);
  }

  end(): void {
    this.child.stdin!.end();
  }
}
