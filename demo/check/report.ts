import type { Finding } from './compare';

/** One line for each thing that was looked at, and the count of both outcomes as the last. */
export class Report {
  private passed = 0;
  private failed = 0;

  constructor(private readonly write: (line: string) => void = console.log) {}

  /** What throws has failed, too. */
  async attempt(page: string, what: string, look: () => Promise<Finding>): Promise<void> {
    const { shown, complaints } = await look().catch((error: Error) => ({ shown: '', complaints: [inOneLine(error)] }));
    if (complaints.length === 0) {
      this.passed++;
      this.write(`ok      ${page} / ${what}: ${shown}`);
    } else {
      this.failed++;
      this.write(`FAILED  ${page} / ${what}: ${complaints.join('; ')}`);
    }
  }

  /** @returns whether nothing failed. */
  close(): boolean {
    this.write(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0;
  }
}

const LONGEST = 600;

function inOneLine({ message }: Error): string {
  return message.replace(/\s+/g, ' ').slice(0, LONGEST);
}
