import { FieldType } from '@grafana/data';
import { panelFrames, theme } from '../testdata/panelFrames';
import { findColumn } from './column';
import { readNodeTable } from './nodeTable';
import { tableFrame } from './tableFrame';

const fleet = {
  refId: 'A',
  fields: [
    { name: 'nodeId', values: ['i-0a', 'mi-0b', 'mi-0c'] },
    { name: 'computerName', values: ['web.example.com', 'db.example.com', 'cache'] },
  ],
};
const values = (name: string, joined: ReturnType<typeof readNodeTable>) =>
  Array.from(findColumn(joined!.table, name)!.values);

it('is null without a frame that has fields', () => {
  expect(readNodeTable(panelFrames([{ fields: [] }]), undefined)).toBeNull();
});

it('adds the nodes of a second query that speaks of nodes, and completes those that both have', () => {
  const other = {
    refId: 'B',
    fields: [
      { name: 'nodeId', values: ['mi-0c', 'i-0d'] },
      { name: 'computerName', values: ['cache.example.com', 'new'] },
      { name: 'owner', values: ['ops', 'dev'] },
    ],
  };
  const joined = readNodeTable(panelFrames([fleet, other]), undefined);
  expect(joined!.notices).toEqual([]);
  expect(values('nodeId', joined)).toEqual(['i-0a', 'mi-0b', 'mi-0c', 'i-0d']);
  expect(values('computerName', joined)).toEqual(['web.example.com', 'db.example.com', 'cache', 'new']);
  expect(values('owner', joined)).toEqual([null, null, 'ops', 'dev']);
});

it('brings rows of another kind to the nodes by the names of machines, and says which belong to none', () => {
  const metrics = {
    refId: 'B',
    fields: [
      { name: 'instance', values: ['DB.example.com:9100', 'web.example.com:9100', 'stranger:9100', 'localhost:9100'] },
      { name: 'cpu', type: FieldType.number, values: [40, 90, 1, 2] },
    ],
  };
  const joined = readNodeTable(panelFrames([fleet, metrics]), undefined);
  expect(values('cpu', joined)).toEqual([90, 40, null]);
  expect(joined!.notices).toEqual(['2 of 4 rows of query B match no node by their instance: they are left out.']);
});

it('makes a node of each time series: labels in columns, the last number as value, and all of them as sparkline', () => {
  const series = (instance: string, numbers: unknown[]) => ({
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: [1000, 2000, 3000] },
      { name: 'Value', type: FieldType.number, values: numbers, labels: { instance, job: 'node' } },
    ],
  });
  const joined = readNodeTable(
    panelFrames([series('a:9100', [1, 2, null]), series('b:9100', [null, null, null])]),
    undefined
  );
  expect(values('instance', joined)).toEqual(['a:9100', 'b:9100']);
  expect(values('Value', joined)).toEqual([2, null]);
  expect(joined!.table.sparkline!(0)!.y.values).toEqual([1, 2, null]);
});

it('gives a table of some of the nodes whose links are those of their own rows', () => {
  const linked = {
    ...fleet,
    fields: [
      { ...fleet.fields[0], config: { links: [{ title: 'Show', url: '/d/node?id=${__value.raw}' }] } },
      fleet.fields[1],
    ],
  };
  const { table } = readNodeTable(panelFrames([linked]), undefined)!;
  const origin = jest.fn(table.columns[0].origin);
  const frame = tableFrame({ ...table, columns: [{ ...table.columns[0], origin }] }, [2, 0], theme);
  expect(frame.fields[0].values).toEqual(['mi-0c', 'i-0a']);
  expect(frame.fields[0].getLinks!({ valueRowIndex: 0 })).toHaveLength(1);
  expect(origin).toHaveBeenLastCalledWith(2);
});
