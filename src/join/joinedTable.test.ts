import { FieldType } from '@grafana/data';
import { joinedTable } from './joinedTable';
import { enrichedBy, node, seenHost } from './testdata/fleet';
import { columnsOf, field, frame } from './testdata/frames';

const FLEET = [node('mi-1', 'web-01'), node('mi-2', 'web-02'), node('mi-3', 'web-03')];
const SHOWN = FLEET.slice(0, 2);
const ROWS = {
  ...frame(
    field('nodeId', FieldType.string, ['mi-1', 'mi-2']),
    field('region', FieldType.string, ['eu-west-1', 'eu-west-1']),
    field('patchStatus', FieldType.string, ['missing', 'compliant'])
  ),
  meta: { custom: { asOf: 1 } },
};

const tableOf = (enriched: Array<ReturnType<typeof enrichedBy>>, columns = ['CPU']) =>
  joinedTable(ROWS, ['patchStatus', 'nodeId'], SHOWN, FLEET, enriched, columns);

describe('joinedTable', () => {
  it('has what is shown in its order, then the numbers, then where they come from', () => {
    const cpu = enrichedBy([seenHost('web-02', [5, 7])], FLEET, { unit: 'percent' });
    const load = enrichedBy([seenHost('web-01', [0.5], 'Other')], FLEET, { column: 'Load' });
    const table = tableOf([cpu, load], ['CPU', 'Load']);
    expect(columnsOf(table)).toEqual({
      patchStatus: ['missing', 'compliant'],
      nodeId: ['mi-1', 'mi-2'],
      CPU: [null, 7],
      Load: [0.5, null],
      'CPU source': [null, 'Prometheus'],
      'CPU matched by': [null, 'short hostname'],
      'CPU time': [null, 2],
      'Load source': ['Other', null],
      'Load matched by': ['short hostname', null],
      'Load time': [1, null],
    });
    expect(table.fields.map(({ name, type, config: { unit } }) => [name, type, unit])).toEqual([
      ['patchStatus', 'string', undefined],
      ['nodeId', 'string', undefined],
      ['CPU', 'number', 'percent'],
      ['Load', 'number', undefined],
      ['CPU source', 'string', undefined],
      ['CPU matched by', 'string', undefined],
      ['CPU time', 'time', undefined],
      ['Load source', 'string', undefined],
      ['Load matched by', 'string', undefined],
      ['Load time', 'time', undefined],
    ]);
    expect(table).toMatchObject({ length: 2, meta: { custom: { asOf: 1 } } });
  });

  it('has the columns before any source has answered, and without a shown column that is not there', () => {
    const table = joinedTable(ROWS, ['gone', 'nodeId'], SHOWN, FLEET, [], ['CPU']);
    expect(columnsOf(table)).toEqual({
      nodeId: ['mi-1', 'mi-2'],
      CPU: [null, null],
      'CPU source': [null, null],
      'CPU matched by': [null, null],
      'CPU time': [null, null],
    });
  });

  it('lets the first enrichment win that has a value, not the first that knows the machine', () => {
    const silent = enrichedBy([seenHost('web-01', [null], 'A'), seenHost('web-02', [1], 'A')], FLEET);
    const speaking = enrichedBy([seenHost('web-01', [2], 'B'), seenHost('web-02', [3], 'B')], FLEET);
    expect(columnsOf(tableOf([silent, speaking]))).toMatchObject({ CPU: [2, 1], 'CPU source': ['B', 'A'] });
  });

  it('lets the first of an enrichment’s data sources win that has a value', () => {
    const full = (host: string, values: Array<number | null>, source: string) =>
      seenHost(`${host}.example.com`, values, source);
    const fleet = [node('mi-1', 'web-01.example.com'), node('mi-2', 'web-02.example.com')];
    const machines = [
      full('web-01', [null], 'A'),
      full('web-01', [4], 'B'),
      full('web-02', [5], 'A'),
      full('web-02', [6], 'B'),
    ];
    const table = joinedTable(ROWS, [], fleet, fleet, [enrichedBy(machines, fleet)], ['CPU']);
    expect(columnsOf(table)).toMatchObject({ CPU: [4, 5], 'CPU source': ['B', 'A'] });
  });

  it('reduces as the enrichment says, and shows a zero as zero', () => {
    expect(columnsOf(tableOf([enrichedBy([seenHost('web-01', [3, 9, 6])], FLEET, { reducer: 'max' })])).CPU).toEqual([
      9,
      null,
    ]);
    expect(columnsOf(tableOf([enrichedBy([seenHost('web-01', [0])], FLEET)])).CPU).toEqual([0, null]);
  });

  it('takes a column’s unit from the first enrichment that names one', () => {
    const units = [undefined, 'percent', 'bytes'].map((unit) => enrichedBy([], FLEET, { unit }));
    expect(tableOf(units).fields.find(({ name }) => name === 'CPU')?.config).toEqual({ unit: 'percent' });
  });
});
