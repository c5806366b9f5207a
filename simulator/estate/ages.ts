import { type Random } from './random';

const minute = 60_000;
const youngest = 4 * minute;
const oldest = 45 * 24 * 60 * minute;

/**
 * Ages in milliseconds, the youngest first: each some part older than the one before, so that there are some within the last
 * hour, day, week and 30 days, and some that are older than what AWS keeps.
 */
export function spreadAges(count: number, random: Random): number[] {
  const step = (oldest / youngest) ** (1 / (count - 1));
  return Array.from({ length: count }, (_, i) => Math.round(youngest * step ** i * (0.95 + 0.1 * random.next())));
}
