import {
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  getDefaultTimeRange,
  LoadingState,
  type PanelData,
  toDataFrame,
} from '@grafana/data';
import { NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { runRequest } from './runRequest';

const frame = (refId: string, ...values: number[]) => toDataFrame({ refId, fields: [{ name: 'v', values }] });

function run(
  query: DataSourceApi['query'],
  more: Partial<DataSourceApi> = {},
  targets: object[] = [{ refId: 'A', own: 1 }]
) {
  const request = { targets, range: getDefaultTimeRange() } as DataQueryRequest;
  const seen: PanelData[] = [];
  const subscription = runRequest({ query, ...more } as DataSourceApi, request).subscribe((data) => seen.push(data));
  return { seen, request, subscription, states: () => seen.map(({ state }) => state) };
}

const valuesOf = ({ series }: PanelData) => series.map(({ refId, fields }) => [refId, ...fields[0].values]);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a packet replaces the earlier one of its key and leaves the others', () => {
  const packets = new Subject<DataQueryResponse>();
  const { seen, states } = run(() => packets);
  packets.next({ key: 'A', data: [frame('A', 1)], state: LoadingState.Streaming });
  packets.next({ key: 'B', data: [frame('B', 2)], state: LoadingState.Loading });
  packets.next({ key: 'A', data: [frame('A', 1, 3)], state: LoadingState.Done });
  expect(states()).toEqual([LoadingState.Streaming, LoadingState.Loading, LoadingState.Done]);
  expect(valuesOf(seen[2])).toEqual([
    ['A', 1, 3],
    ['B', 2],
  ]);
});

test('says that it is loading only after 200 ms without an answer', () => {
  const { states } = run(() => NEVER);
  jest.advanceTimersByTime(199);
  expect(states()).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(states()).toEqual([LoadingState.Loading]);
});

test('a source that answers at once is asked once', () => {
  const query = jest.fn(() => of({ data: [frame('A', 1)] }));
  const { states } = run(query);
  jest.advanceTimersByTime(1000);
  expect(states()).toEqual([LoadingState.Done]);
  expect(query).toHaveBeenCalledTimes(1);
});

test('an error keeps what was shown', () => {
  const packets = new Subject<DataQueryResponse>();
  const { seen } = run(() => packets);
  packets.next({ data: [frame('A', 1)], state: LoadingState.Streaming });
  packets.error(new Error('AccessDenied'));
  expect(seen[1]).toMatchObject({ state: LoadingState.Error, error: { message: 'AccessDenied' } });
  expect(valuesOf(seen[1])).toEqual([['A', 1]]);
});

test('an error of one packet marks the whole, beside the data of the others', () => {
  const { seen } = run(() =>
    of({ key: 'B', data: [], errors: [{ refId: 'B', message: 'no' }] }, { key: 'A', data: [frame('A', 1)] })
  );
  expect(seen.at(-1)).toMatchObject({ state: LoadingState.Error, errors: [{ message: 'no' }] });
  expect(valuesOf(seen.at(-1)!)).toEqual([['A', 1]]);
});

test('errors thrown by the source itself are shown', () => {
  expect(run(() => throwError(() => new Error('broken'))).seen[0].error?.message).toBe('broken');
  const thrower = () => {
    throw new Error('at once');
  };
  expect(run(thrower).seen[0].error?.message).toBe('at once');
});

test('leaving ends the query', () => {
  const ended = jest.fn();
  const { subscription } = run(() => new Observable(() => ended));
  subscription.unsubscribe();
  expect(ended).toHaveBeenCalledTimes(1);
});

test('targets that the source filters out are not asked, hidden ones are asked and not shown', () => {
  const query = jest.fn((request: DataQueryRequest) =>
    of({ data: request.targets.map(({ refId }) => frame(refId, 1)) })
  );
  const filterQuery = ({ refId }: { refId: string }) => refId !== 'C';
  const { seen } = run(query, { filterQuery }, [
    { refId: 'A', own: 1 },
    { refId: 'B', own: 1, hide: true },
    { refId: 'C', own: 1 },
  ]);
  expect(query.mock.calls[0][0].targets.map(({ refId }) => refId)).toEqual(['A', 'B']);
  expect(valuesOf(seen[0])).toEqual([['A', 1]]);
});

test('an empty target takes the default query, any other none of it', () => {
  const query = jest.fn((_request: DataQueryRequest) => of({ data: [] }));
  run(query, { getDefaultQuery: () => ({ resource: 'nodes', view: 'count' }) as Partial<DataQuery> }, [
    { refId: 'A' },
    { refId: 'B', resource: 'patches' },
  ]);
  expect(query.mock.calls[0][0].targets).toEqual([
    { refId: 'A', resource: 'nodes', view: 'count' },
    { refId: 'B', resource: 'patches' },
  ]);
});
