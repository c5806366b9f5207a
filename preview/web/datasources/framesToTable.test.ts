import { FieldType, toDataFrame } from '@grafana/data';
import { framesToTable } from './framesToTable';

const series = (labels: Record<string, string>, ...values: number[]) =>
  toDataFrame({
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: values.map((_, index) => index) },
      { name: 'Value', type: FieldType.number, labels, values },
    ],
  });

const columns = (...args: Parameters<typeof framesToTable>) =>
  Object.fromEntries(framesToTable(...args).fields.map(({ name, values }) => [name, values]));

test('every label is a column, sorted, and every sample a row', () => {
  expect(columns([series({ job: 'node', instance: 'h1' }, 1), series({ instance: 'h2' }, 2, 3)], 'A', false)).toEqual({
    Time: [0, 0, 1],
    instance: ['h1', 'h2', 'h2'],
    job: ['node', '', ''],
    Value: [1, 2, 3],
  });
});

test('values of several tables in one panel are told apart', () => {
  expect(columns([series({}, 1)], 'A', true)).toHaveProperty('Value #A', [1]);
});

test("Prometheus' empty frame becomes a table without rows", () => {
  expect(columns([toDataFrame({ refId: 'A', fields: [] })], 'A', false)).toEqual({ Time: [], Value: [] });
});
