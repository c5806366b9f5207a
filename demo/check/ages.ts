const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  mins: 60_000,
  minutes: 60_000,
  hour: 3_600_000,
  hours: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
  week: 7 * 86_400_000,
  weeks: 7 * 86_400_000,
  month: 30.44 * 86_400_000,
  months: 30.44 * 86_400_000,
  year: 365.25 * 86_400_000,
  years: 365.25 * 86_400_000,
};

/** Milliseconds of an age as Grafana writes it: "2.68 mins", "1.77 weeks". NaN where it is none. */
export function parseAge(text: string): number {
  const [, number, unit] = /^([\d.,]+)\s*([a-z]+)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? NaN);
}

/** Milliseconds from now of a moment as Grafana writes it, below zero in the past: "3 hours ago", "in a month". NaN where it is none. */
export function parseMoment(text: string): number {
  const [, future, number, unit] = /^(in )?(an?|a few|\d+) ([a-z]+)(?: ago)?$/.exec(text) ?? [];
  const one = UNITS[unit] ?? UNITS[`${unit}s`] ?? (/^seconds?$/.test(unit) ? UNITS.s : NaN);
  return (future ? 1 : -1) * (/^\d/.test(number) ? Number(number) : 1) * one;
}
