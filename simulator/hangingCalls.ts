import { type ServerResponse } from 'node:http';

/** Calls that get no answer: they wait until their client leaves, or the faults are cleared. */
export class HangingCalls {
  private readonly waiting = new Set<ServerResponse>();

  hold(outgoing: ServerResponse): void {
    this.waiting.add(outgoing);
    outgoing.once('close', () => this.waiting.delete(outgoing));
  }

  /** Closes their connections. */
  letGo(): void {
    this.waiting.forEach((outgoing) => outgoing.destroy());
  }
}
