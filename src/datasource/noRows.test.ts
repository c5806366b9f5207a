import { FieldType, type DataFrame, type DataQueryResponse, type QueryResultMetaNotice } from '@grafana/data';
import { withoutRows } from './noRows';
import type { FleetQuery } from './query';

const QUERY: FleetQuery = {
  refId: 'A',
  resource: 'patches',
  view: 'table',
  nodeId: 'i-0123456789abcdef0',
  columns: ['state', 'title'],
  noRowsAsNoData: true,
};

interface Answered {
  rows: number;
  state?: string;
  notices?: QueryResultMetaNotice[];
}

function answerOf({ rows, state = 'ok', notices }: Answered): DataQueryResponse {
  const read = state === 'ok' ? 1 : 0;
  const values = Array<string>(rows).fill('Missing');
  const frame: DataFrame = {
    length: rows,
    fields: [{ name: 'state', type: FieldType.string, config: {}, values }],
    meta: { notices, custom: { progress: { read, expected: 1 }, targets: [{ state }] } },
  };
  return { data: [frame] };
}

const framesOf = (answered: Answered, query = QUERY) => withoutRows(answerOf(answered), query).data.length;

test('a whole answer without rows is no data, whatever plain word it comes with', () => {
  expect(framesOf({ rows: 0 })).toBe(0);
  expect(framesOf({ rows: 0, notices: [{ severity: 'info', text: 'None of the 12 rows matches the filters.' }] })).toBe(
    0
  );
});

test('rows, parts and what is amiss stay as they are', () => {
  expect(framesOf({ rows: 1 })).toBe(1);
  expect(framesOf({ rows: 0, state: 'loading' })).toBe(1);
  expect(framesOf({ rows: 0, state: 'failed' })).toBe(1);
  expect(framesOf({ rows: 0, notices: [{ severity: 'warning', text: '1 of 3 targets is stale' }] })).toBe(1);
  expect(
    framesOf({
      rows: 0,
      notices: [
        { severity: 'info', text: 'None of the 12 rows fits the filters.' },
        { severity: 'error', text: '1 of 3 targets has failed' },
      ],
    })
  ).toBe(1);
});

test('a frame that does not say how whole it is stays', () => {
  const data: DataFrame[] = [{ length: 0, fields: [] }];
  expect(withoutRows({ data }, QUERY)).toEqual({ data });
});

test('only a query that asks for it loses its frame', () => {
  expect(framesOf({ rows: 0 }, { ...QUERY, noRowsAsNoData: undefined })).toBe(1);
});

const NOT_MANAGED = { message: 'Node i-0123456789abcdef0 is not managed' };

test.each([
  ['its error', { error: NOT_MANAGED }],
  ['its errors', { errors: [NOT_MANAGED] }],
])('a failure keeps its columns, and %s', (_, failure) => {
  const column = { type: FieldType.string, config: {}, values: [] };
  expect(withoutRows({ data: [], ...failure }, QUERY)).toEqual({
    data: [
      {
        refId: 'A',
        length: 0,
        fields: [
          { name: 'state', ...column },
          { name: 'title', ...column },
        ],
      },
    ],
    ...failure,
  });
});

test('a failure of a query that names no columns has a frame all the same', () => {
  const { data } = withoutRows({ data: [], error: NOT_MANAGED }, { ...QUERY, columns: undefined });
  expect(data).toEqual([{ refId: 'A', length: 0, fields: [] }]);
});

test('an answer without frames that did not fail stays as it is', () => {
  expect(withoutRows({ data: [] }, QUERY)).toEqual({ data: [] });
  expect(withoutRows({ data: [], errors: [] }, QUERY)).toEqual({ data: [], errors: [] });
});
