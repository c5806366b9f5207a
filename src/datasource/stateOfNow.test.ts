import { dateTime, type DataFrame, type DataQueryRequest } from '@grafana/data';
import type { FleetQuery } from './query';
import { ofNow } from './stateOfNow';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 27, 12);
const AS_OF = NOW - 3 * MINUTE;

const nodes = { refId: 'A', resource: 'nodes', view: 'count' } as FleetQuery;
const request = (to: number): DataQueryRequest<FleetQuery> => {
  const [from, end] = [dateTime(to - DAY), dateTime(to)];
  return { timezone: 'utc', range: { from, to: end, raw: { from, to: end } } } as DataQueryRequest<FleetQuery>;
};
const frame: DataFrame = { length: 0, fields: [], meta: { custom: { asOf: AS_OF } } };
const noticesOf = (to: number, query = nodes, of = frame) =>
  ofNow(request(to), query)({ data: [of] }).data[0].meta.notices;

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

it('says of an answer to a past time range that it is the state of now, and as of when', () => {
  expect(noticesOf(NOW - 7 * DAY)).toEqual([
    {
      severity: 'info',
      text: 'This is the state as of 2026-11-27 11:57:00, not that of the time range, which ends at 2026-11-20 12:00:00.',
    },
  ]);
});

it('says nothing where the range ends now, a little before, or later today', () => {
  for (const to of [NOW, NOW - 4 * MINUTE, NOW + 8 * 60 * MINUTE]) {
    expect(noticesOf(to)).toBeUndefined();
  }
  expect(ofNow({} as DataQueryRequest<FleetQuery>, nodes)({ data: [frame] }).data[0]).toBe(frame);
});

it('says it of what a join gives of the fleet, and not of the series, which are of that range', () => {
  const join = (output: 'table' | 'series' | 'report') =>
    noticesOf(NOW - DAY, { ...nodes, resource: 'join', join: { left: {}, enrichments: [], output } });
  expect([join('table')?.length, join('report')?.length, join('series')]).toEqual([1, 1, undefined]);
});

it('puts it into the one notice of its severity that a panel shows, and leaves the others', () => {
  const warning = { severity: 'warning' as const, text: 'Late.' };
  const notices = [{ severity: 'info' as const, text: 'None matches.' }, warning];
  const [first, second, ...more] = noticesOf(NOW - DAY, nodes, { ...frame, meta: { custom: {}, notices } });
  expect([first, more]).toEqual([warning, []]);
  expect(second.text).toMatch(/^This is the present state, not .* None matches\.$/);
});
