import { type Place } from './places';
import { Random } from './random';

const hour = 3600_000;

/**
 * What runs on many nodes of an account and Region is sent to them as one command an hour, with rate control: what ran in
 * that hour comes from it.
 */
export function hourlyCommand(
  seed: string | number,
  { account, region }: Place,
  what: string,
  at: number
): { commandId: string; requestedAt: number } {
  const requestedAt = hourOf(at);
  return { commandId: new Random(seed, 'command', account, region, what, requestedAt).uuid(), requestedAt };
}

/** When the command was sent that something ran in. */
export function hourOf(at: number): number {
  return Math.floor(at / hour) * hour;
}
