import {
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  LoadingState,
  toDataFrame,
} from '@grafana/data';
import { type DataSourceSrv, setDataSourceSrv } from '@grafana/runtime';
import { lastValueFrom, of, toArray } from 'rxjs';
import { MixedDataSource, mixedSettings } from './mixed';

const query = jest.fn((request: DataQueryRequest) =>
  of({ data: request.targets.map(({ refId }) => toDataFrame({ refId, fields: [] })) })
);

setDataSourceSrv({
  get: async ({ uid }: { uid: string }) => {
    if (uid === 'gone') {
      throw new Error('Data source gone was not found.');
    }
    return { query } as unknown as DataSourceApi;
  },
} as unknown as DataSourceSrv);

const ask = (...targets: Array<[refId: string, uid: string]>): Promise<DataQueryResponse[]> => {
  const request = { requestId: 'Q1', targets: targets.map(([refId, uid]) => ({ refId, datasource: { uid } })) };
  return lastValueFrom(new MixedDataSource(mixedSettings).query(request as DataQueryRequest).pipe(toArray()));
};

afterEach(() => query.mockClear());

test('each source gets one request with its own targets and an id of its own', async () => {
  await ask(['A', 'aws'], ['B', 'azure'], ['C', 'aws']);
  expect(query.mock.calls.map(([{ targets }]) => targets.map(({ refId }) => refId))).toEqual([['A', 'C'], ['B']]);
  expect(new Set(query.mock.calls.map(([{ requestId }]) => requestId)).size).toBe(2);
});

test('packets of two sources never share a key, and only the last one ends the loading', async () => {
  const packets = await ask(['A', 'aws'], ['B', 'azure']);
  expect(new Set(packets.map(({ key }) => key)).size).toBe(2);
  expect(packets.map(({ state }) => state ?? LoadingState.Done)).toEqual([LoadingState.Loading, LoadingState.Done]);
});

test('a source that is not there costs its own targets only', async () => {
  const packets = await ask(['A', 'gone'], ['B', 'azure']);
  expect(packets.find(({ error }) => error)).toMatchObject({
    error: { message: 'Data source gone was not found.', refId: 'A' },
  });
  expect(packets.flatMap(({ data }) => data.map(({ refId }) => refId))).toEqual(['B']);
});
