import { type MaintenanceWindow } from './machine';

const hour = 3600_000;
const day = 24 * hour;
/** More than there is from one second Tuesday of a month to the next. */
const hoursAhead = 40 * 24;

const weekly = /^cron\(0 (\d+) \? \* ([A-Z]{3})(?:#(\d))? \*\)$/;
/** Of a day that no month has. */
const never = /^cron\(\d+ \d+ 31 2 \? \*\)$/;
const every = /^rate\((\d+) (hour|day)s?\)$/;

type NextOf = Pick<
  MaintenanceWindow,
  'enabled' | 'schedule' | 'timezone' | 'offset' | 'startsAt' | 'endsAt' | 'createdAt'
>;

/** When a window runs next, in epoch milliseconds; null where it doesn't. The estate's windows have three forms of schedule. */
export function nextExecution(window: NextOf, now: number): number | null {
  const { enabled, startsAt, endsAt } = window;
  const from = Math.max(now, startsAt ?? now);
  const next = enabled ? scheduled(window, from) : null;
  return next !== null && next < (endsAt ?? Infinity) ? next : null;
}

function scheduled({ schedule, timezone, offset, createdAt }: NextOf, from: number): number | null {
  const rate = every.exec(schedule);
  if (rate) {
    const step = Number(rate[1]) * (rate[2] === 'hour' ? hour : day);
    return createdAt + Math.ceil((from - createdAt) / step) * step;
  }
  if (never.test(schedule)) {
    return null;
  }
  const cron = weekly.exec(schedule);
  if (!cron) {
    throw new Error(`No schedule of the estate: ${schedule}`);
  }
  const [, atHour, weekday, nth] = cron;
  const later = (offset ?? 0) * day;
  const first = Math.ceil((from - later) / hour) * hour;
  const clock = localClock(timezone ?? 'UTC');
  for (let at = first; at < first + hoursAhead * hour; at += hour) {
    const local = clock(at);
    if (
      local.hour === Number(atHour) &&
      local.weekday === weekday &&
      (nth === undefined || Math.ceil(local.day / 7) === Number(nth))
    ) {
      return at + later;
    }
  }
  return null;
}

interface LocalTime {
  weekday: string;
  day: number;
  hour: number;
}

/** Whole hours in a time zone: told once, as telling takes long and windows ask for the same ones. */
function localClock(timeZone: string): (at: number) => LocalTime {
  const known = clocks.get(timeZone);
  if (known) {
    return known;
  }
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', hour: 'numeric' });
  const told = new Map<number, LocalTime>();
  const clock = (at: number) => {
    let local = told.get(at);
    if (!local) {
      const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
      local = { weekday: parts.weekday.toUpperCase(), day: Number(parts.day), hour: Number(parts.hour) };
      told.set(at, local);
    }
    return local;
  };
  clocks.set(timeZone, clock);
  return clock;
}

const clocks = new Map<string, (at: number) => LocalTime>();
