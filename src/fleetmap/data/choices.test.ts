import { FieldType, MappingType } from '@grafana/data';
import { DEFAULT_OPTIONS } from '../options';
import { panelFrames } from '../testdata/panelFrames';
import { choicesIn, nameIn } from './choices';
import { chooseRoles } from './choose';
import { readNodeTable } from './nodeTable';

const COUNT = 200;
const many = (value: (row: number) => unknown) => Array.from({ length: COUNT }, (_, row) => value(row));
const upOrDown = { type: MappingType.ValueToText as const, options: { 1: { text: 'up' }, 0: { text: 'down' } } };

const fleet = panelFrames([
  {
    fields: [
      { name: 'nodeId', values: many((row) => `i-${row}`) },
      { name: 'console', values: many((row) => `https://console/${row}`) },
      { name: 'seen', type: FieldType.time, values: many(() => 0) },
      { name: 'account', values: many((row) => `a${row % 3}`) },
      { name: 'subnet', values: many((row) => `s${row % 80}`) },
      { name: 'twin', values: many((row) => `t${row % 150}`) },
      { name: 'note', values: many((row) => (row < 2 ? `n${row}` : null)) },
      { name: 'status', values: many(() => 'ok'), config: { displayName: 'Status' } },
      { name: 'up', type: FieldType.number, values: many((row) => row % 2), config: { mappings: [upOrDown] } },
      { name: 'cpu', type: FieldType.number, values: many((row) => row / 2) },
    ],
  },
]);
const { table } = readNodeTable(fleet, undefined)!;
const choices = (options = {}) => choicesIn(table, chooseRoles(table, { ...DEFAULT_OPTIONS, ...options }).roles);
const names = (part: keyof ReturnType<typeof choices>, options = {}) => choices(options)[part].map(({ name }) => name);

it('offers what nodes have in common for colours and groups, numbers for colours and sizes', () => {
  expect(names('fill')).toEqual(['status', 'account', 'subnet', 'up', 'cpu']);
  expect(names('levels')).toEqual(['account', 'subnet', 'status', 'up']);
  expect(names('size')).toEqual(['up', 'cpu']);
});

it('offers whatever plays a part now, too', () => {
  const now = { fillBy: 'console', groupBy: ['twin'] };
  expect(names('fill', now)[0]).toBe('console');
  expect(names('levels', now)[0]).toBe('twin');
});

it('calls a field by its name, or by its title where another has the name', () => {
  const [cpu, other] = [1, 2].map((row) => table.columns[row]).map((column) => ({ ...column, name: 'load' }));
  const both = { ...table, columns: [cpu, { ...other, title: 'Load of B' }] };
  expect(both.columns.map((column) => nameIn(both, column))).toEqual(['load', 'Load of B']);
});
