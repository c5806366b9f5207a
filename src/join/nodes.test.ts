import { FieldType } from '@grafana/data';
import { NODE_COLUMNS, asInFleet, askedColumns, nodesOf, showsWholeFleet, withId } from './nodes';
import type { LeftSide } from './spec';
import { node } from './testdata/fleet';
import { field, frame } from './testdata/frames';

describe('askedColumns', () => {
  it('adds what says who a node is and where to what is shown, each once and what is shown first', () => {
    expect(askedColumns(['region', 'patchStatus'])).toEqual([
      'region',
      'patchStatus',
      'nodeId',
      'computerName',
      'sourceId',
      'sourceType',
      'name',
      'account',
    ]);
  });
});

describe('showsWholeFleet', () => {
  it.each<[boolean, string, LeftSide]>([
    [true, 'nothing is left out', {}],
    [true, 'columns and order leave nothing out', { columns: ['name'], orderBy: [{ field: 'name' }] }],
    [true, 'empty lists leave nothing out', { scope: { accounts: [], regions: [] }, filters: [] }],
    [true, 'an empty scope leaves nothing out', { scope: {} }],
    [false, 'an account', { scope: { accounts: ['111122223333'] } }],
    [false, 'a Region', { scope: { regions: ['eu-west-1'] } }],
    [false, 'a filter', { filters: [{ field: 'managed', op: '=', value: true }] }],
    [false, 'a limit', { limit: 2000 }],
    [false, 'a limit of none', { limit: 0 }],
  ])('%s: %s', (whole, _, left) => {
    expect(showsWholeFleet(left)).toBe(whole);
  });
});

describe('nodesOf', () => {
  const rows: Record<string, unknown[]> = {
    nodeId: ['i-0A', 'mi-1', 'mi-2'],
    name: ['web', '', null],
    account: ['111122223333', '222233334444', '222233334444'],
    region: ['eu-west-1', 'us-east-1', 'us-east-1'],
    computerName: ['web.example.com', 'SUB:rg-app:VM01', null],
    sourceId: [null, 'AAAA-vmId', null],
    sourceType: ['AWS::EC2::Instance', 'Microsoft.Compute/virtualMachines', null],
  };
  const answer = frame(...NODE_COLUMNS.map((name) => field(name, FieldType.string, rows[name])));

  it('reads who each row is, and where', () => {
    expect(nodesOf(answer)).toEqual([
      {
        nodeId: 'i-0A',
        name: 'web',
        account: '111122223333',
        region: 'eu-west-1',
        identity: { instanceId: 'i-0a', cloudIds: [], host: { fqdn: 'web.example.com', short: 'web' } },
      },
      {
        nodeId: 'mi-1',
        name: 'mi-1',
        account: '222233334444',
        region: 'us-east-1',
        identity: {
          instanceId: 'mi-1',
          cloudIds: [
            'aaaa-vmid',
            '/subscriptions/sub/resourcegroups/rg-app/providers/microsoft.compute/virtualmachines/vm01',
          ],
          host: { short: 'vm01' },
        },
      },
      {
        nodeId: 'mi-2',
        name: 'mi-2',
        account: '222233334444',
        region: 'us-east-1',
        identity: { instanceId: 'mi-2', cloudIds: [] },
      },
    ]);
  });

  it('reads a frame of the ids alone', () => {
    expect(nodesOf(frame(field('nodeId', FieldType.string, ['i-1'])))).toEqual([
      expect.objectContaining({ nodeId: 'i-1', name: 'i-1', account: undefined }),
    ]);
  });
});

describe('the nodes of a part of the fleet', () => {
  it('are asked for by what is shown of them, and their ids', () => {
    expect(withId(['name', 'pingStatus'])).toEqual(['name', 'pingStatus', 'nodeId']);
    expect(withId(['nodeId', 'name'])).toEqual(['nodeId', 'name']);
  });

  it('are who the fleet knows that they are, in their own order; a stranger stays as it is', () => {
    const fleet = [node('mi-1', 'web-01'), node('mi-2', 'web-02')];
    const [first, stranger, second] = ['mi-2', 'mi-9', 'mi-1'].map((id) => node(id));
    expect(asInFleet([first, stranger, second], fleet)).toEqual([fleet[1], stranger, fleet[0]]);
  });
});
