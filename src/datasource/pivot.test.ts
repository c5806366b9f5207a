import { FieldType, type DataFrame, type DataFrameType } from '@grafana/data';
import { pivoted } from './pivot';
import type { FleetMeta, FleetQuery } from './query';
import { PING_STATUSES } from '../statuses';

const meta = (state: 'ok' | 'failed'): FleetMeta => ({
  asOf: 1,
  targets: [{ account: '1', accountName: 'one', region: 'eu-west-1', api: 'x', state, asOf: 1 }],
  progress: { read: 1, expected: 1 },
  truncated: null,
});

function counted(rows: Array<[region: string, ping: string, count: number]>, state: 'ok' | 'failed' = 'ok'): DataFrame {
  const field = (name: string, type: FieldType, index: number) => ({
    name,
    type,
    config: {},
    values: rows.map((row) => row[index]),
  });
  return {
    length: rows.length,
    meta: { custom: meta(state) },
    fields: [
      field('region', FieldType.string, 0),
      field('pingStatus', FieldType.string, 1),
      field('count', FieldType.number, 2),
    ],
  };
}

const query: FleetQuery = {
  refId: 'A',
  resource: 'nodes',
  view: 'count',
  groupBy: ['region', 'pingStatus'],
  pivot: 'pingStatus',
  total: true,
};
const cells = (frame: DataFrame) => Object.fromEntries(frame.fields.map((field) => [field.name, field.values]));
const run = (frame: DataFrame): DataFrame => pivoted({ data: [frame] }, query).data[0];

describe('pivoted', () => {
  it('makes columns of the members, the closed set first, zero where nothing was counted', () => {
    const matrix = run(
      counted([
        ['eu-west-1', 'Online', 3],
        ['eu-west-1', 'Inactive', 1],
        ['us-east-1', 'Odd', 2],
      ])
    );
    expect(cells(matrix)).toEqual({
      region: ['eu-west-1', 'us-east-1'],
      Online: [3, 0],
      ConnectionLost: [0, 0],
      Inactive: [1, 0],
      Unknown: [0, 0],
      Odd: [0, 2],
      total: [4, 2],
    });
    expect(matrix.length).toBe(2);
  });

  it('leaves empty what a part of the fleet does not say', () => {
    expect(cells(run(counted([['eu-west-1', 'Online', 3]], 'failed'))).Inactive).toEqual([null]);
  });

  it('is one row of zeroes over an empty fleet', () => {
    const frame = counted([]);
    const matrix = run({ ...frame, fields: frame.fields.slice(1) });
    expect(cells(matrix)).toMatchObject({ Online: [0], total: [0] });
  });

  it('is one row where nothing goes down', () => {
    const frame = counted([['eu-west-1', 'Online', 3]]);
    const matrix = run({ ...frame, fields: frame.fields.slice(1) });
    expect(cells(matrix)).toMatchObject({ Online: [3], Inactive: [0], total: [3] });
  });

  it('is no row where there are other fields and no rows', () => {
    const matrix = run(counted([]));
    expect(matrix.length).toBe(0);
    expect(cells(matrix)).toMatchObject({ region: [], Online: [], total: [] });
  });

  it('keeps rows apart by every field that goes down', () => {
    const frame = counted([
      ['eu-west-1', 'Online', 3],
      ['eu-west-1', 'Online', 2],
      ['us-east-1', 'Inactive', 1],
    ]);
    const provider = { name: 'provider', type: FieldType.string, config: {}, values: ['AWS', 'Azure', 'AWS'] };
    expect(cells(run({ ...frame, fields: [provider, ...frame.fields] }))).toMatchObject({
      provider: ['AWS', 'Azure', 'AWS'],
      region: ['eu-west-1', 'eu-west-1', 'us-east-1'],
      Online: [3, 2, 0],
      Inactive: [0, 0, 1],
    });
  });

  it('makes columns of what was seen where no closed set is known, what has no value among it', () => {
    const frame = counted([
      ['eu-west-1', 'Online', 3],
      ['', 'Online', 1],
    ]);
    frame.fields[0].values[1] = null;
    const across = (resource: 'nodes' | 'targets', pivot: string) =>
      pivoted({ data: [frame] }, { ...query, resource, pivot }).data[0].fields.map(
        ({ name }: { name: string }) => name
      );
    expect(across('nodes', 'region')).toEqual(['pingStatus', 'eu-west-1', '', 'total']);
    frame.fields[0].name = 'tag:Owner';
    expect(across('targets', 'tag:Owner')).toEqual(['pingStatus', 'eu-west-1', '', 'total']);
  });

  it('shows numbers as the count was shown, under names of their own, and is no count any more', () => {
    const frame = counted([['eu-west-1', 'Online', 3]]);
    frame.fields[2].config = { unit: 'short', displayNameFromDS: 'Nodes' };
    const type = 'numeric-long' as DataFrameType;
    const matrix = run({ ...frame, refId: 'A', meta: { ...frame.meta, type, typeVersion: [0, 1] } });
    const [region, ...numbers] = matrix.fields;
    expect(region).toEqual(frame.fields[0]);
    for (const { type, config } of numbers) {
      expect([type, config.unit, config.displayNameFromDS]).not.toContain('Nodes');
      expect([type, config.unit]).toEqual([FieldType.number, 'short']);
    }
    expect(matrix).toMatchObject({ refId: 'A', meta: { ...frame.meta, type: undefined, typeVersion: undefined } });
  });

  it('calls and colours each status as it is everywhere, in its set’s order, and leaves alone what is none', () => {
    const [, ...numbers] = run(counted([['eu-west-1', 'Odd', 2]])).fields;
    expect(numbers.map(({ name, config }) => [name, config.displayNameFromDS, config.color?.fixedColor])).toEqual([
      ...PING_STATUSES.map(({ value, sign, label, color }) => [value, `${sign} ${label}`, color]),
      ['Odd', undefined, undefined],
      ['total', undefined, undefined],
    ]);
    expect(numbers[0].config.color?.mode).toBe('fixed');
  });

  it('sums up only where it is asked to: a chart would stack the sum on its parts', () => {
    const { fields } = pivoted({ data: [counted([['eu-west-1', 'Online', 3]])] }, { ...query, total: undefined })
      .data[0];
    expect(fields.map(({ name }: { name: string }) => name)).not.toContain('total');
  });

  it('keeps what else the answer says', () => {
    const error = { message: 'Bad gateway' };
    expect(pivoted({ data: [], error, key: 'A' }, query)).toEqual({ data: [], error, key: 'A' });
  });

  it('leaves alone what is no such count', () => {
    const frame = counted([['eu-west-1', 'Online', 3]]);
    expect(pivoted({ data: [frame] }, { ...query, resource: 'join' }).data[0]).toBe(frame);
    const uncounted = { ...frame, fields: frame.fields.slice(0, 2) };
    expect(run(uncounted)).toBe(uncounted);
    expect(pivoted({ data: [frame] }, { ...query, pivot: undefined }).data[0]).toBe(frame);
    expect(pivoted({ data: [frame] }, { ...query, pivot: 'platformType' }).data[0]).toBe(frame);
  });
});
