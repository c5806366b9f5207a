import { associationPeriod, associationRuns } from './associationSchedule';
import { makeEstate } from './makeEstate';

const hour = 3600_000;

test('the estate’s schedules have a period', () => {
  const period = (scheduleExpression: string) => associationPeriod({ scheduleExpression }) / hour;
  expect(period('rate(30 minutes)')).toBe(0.5);
  expect(period('rate(14 days)')).toBe(14 * 24);
  expect(period('cron(0 2 ? * * *)')).toBe(24);
  expect(period('cron(0 4 ? * SUN *)')).toBe(7 * 24);
  expect(() => period('cron(0 22 ? * TUE#2 *)')).toThrow('TUE#2');
  makeEstate({ nodes: 100, seed: 7, now: 0 }).associations.forEach(associationPeriod);
});

test('runs go back from the last one, to when it was made at the most', () => {
  const association = { scheduleExpression: 'rate(1 hour)', createdAt: 2.5 * hour, lastExecutedAt: 10 * hour };
  expect(associationRuns(association, 7 * hour).map((at) => at / hour)).toEqual([10, 9, 8]);
  expect(associationRuns(association, 0)).toHaveLength(8);
  expect(associationRuns({ ...association, lastExecutedAt: null }, 0)).toEqual([]);
});
