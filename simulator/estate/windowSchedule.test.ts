import { nextExecution } from './windowSchedule';

const window = { enabled: true, timezone: null, offset: null, startsAt: null, endsAt: null, createdAt: 0 };
const at = (text: string) => Date.parse(text);
const next = (schedule: string, now: string, changes: object = {}) => {
  const time = nextExecution({ ...window, schedule, ...changes }, at(now));
  return time === null ? null : new Date(time).toISOString();
};

// 2026-11-28 is a Saturday.
test.each([
  ['cron(0 3 ? * SAT *)', '2026-11-28T02:10:00Z', {}, '2026-11-28T03:00:00.000Z'],
  ['cron(0 3 ? * SAT *)', '2026-11-28T03:10:00Z', {}, '2026-12-05T03:00:00.000Z'],
  ['cron(0 2 ? * SUN *)', '2026-11-28T03:10:00Z', { timezone: 'Europe/Berlin' }, '2026-11-29T01:00:00.000Z'],
  ['cron(0 2 ? * SUN *)', '2026-07-01T00:00:00Z', { timezone: 'Europe/Berlin' }, '2026-07-05T00:00:00.000Z'],
  ['cron(0 22 ? * TUE#2 *)', '2026-11-28T03:10:00Z', {}, '2026-12-08T22:00:00.000Z'],
  ['cron(0 22 ? * TUE#2 *)', '2026-12-09T03:10:00Z', { offset: 3 }, '2026-12-11T22:00:00.000Z'],
  ['rate(12 hours)', '2026-11-28T03:10:00Z', { createdAt: at('2026-01-01T05:00:00Z') }, '2026-11-28T05:00:00.000Z'],
  ['cron(0 3 ? * SAT *)', '2026-11-28T02:10:00Z', { startsAt: at('2026-12-01') }, '2026-12-05T03:00:00.000Z'],
  ['cron(0 3 ? * SAT *)', '2026-11-28T02:10:00Z', { endsAt: at('2026-11-28T02:30:00Z') }, null],
  ['cron(0 3 ? * SAT *)', '2026-11-28T02:10:00Z', { enabled: false }, null],
])('%s, at %s, %j', (schedule, now, changes, expected) => {
  expect(next(schedule, now, changes)).toBe(expected);
});
