import { type Association } from './machine';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const units: Record<string, number> = { minute, hour, day };

const every = /^rate\((\d+) (minute|hour|day)s?\)$/;
const daily = /^cron\(0 \d+ \? \* \* \*\)$/;
const weekly = /^cron\(0 \d+ \? \* [A-Z]{3} \*\)$/;

/** How long it is from one run of an association to the next, in milliseconds. The estate's have three forms of schedule. */
export function associationPeriod({ scheduleExpression }: Pick<Association, 'scheduleExpression'>): number {
  const rate = every.exec(scheduleExpression);
  if (rate) {
    return Number(rate[1]) * units[rate[2]];
  }
  if (daily.test(scheduleExpression)) {
    return day;
  }
  if (weekly.test(scheduleExpression)) {
    return 7 * day;
  }
  throw new Error(`No schedule of the estate: ${scheduleExpression}`);
}

/** When an association ran, the newest first, back to when it was made or to `since`. */
export function associationRuns(
  association: Pick<Association, 'scheduleExpression' | 'createdAt' | 'lastExecutedAt'>,
  since: number
): number[] {
  const period = associationPeriod(association);
  const first = Math.max(since, association.createdAt);
  const runs: number[] = [];
  for (let at = association.lastExecutedAt ?? -Infinity; at > first; at -= period) {
    runs.push(at);
  }
  return runs;
}
