import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { interpolateQuery, valuesOf } from './interpolate';
import type { Filter, FleetQuery } from './query';

/** As Grafana's: All gives every option as a list, or the text that is set for it; a single value gives itself. */
const VARIABLES: Record<string, { chosen: string | string[]; options?: string | string[] }> = {
  account: { chosen: '$__all', options: ['111122223333', '222233334444'] },
  cloud: { chosen: ['$__all'], options: ['AWS', 'Azure'] },
  owner: { chosen: '$__all', options: 'team-.*' },
  nothing: { chosen: [] },
  money: { chosen: ['$&', '$1'] },
  region: { chosen: ['eu-west-1', 'us-east-1'] },
  node: { chosen: 'i-0123456789abcdef0' },
  group: { chosen: 'provider' },
  env: { chosen: ['test', 'live'] },
  dotted: { chosen: 'a.b' },
  team: { chosen: ['(none)', 'core'] },
};

const templateSrv = {
  getVariables: () => [
    { name: 'filters', type: 'adhoc' },
    ...Object.entries(VARIABLES).map(([name, { chosen }]) => ({ name, type: 'query', current: { value: chosen } })),
  ],
  replace: (text = '', scopedVars: ScopedVars = {}, format?: string | ((value: unknown) => string)) =>
    text.replace(/\$(\w+)|\$\{(\w+)\}|\[\[(\w+)\]\]/g, (reference, ...names: string[]) => {
      const name = names.find(Boolean)!;
      const variable = VARIABLES[name] ?? scopedVars[name];
      if (!variable) {
        return reference;
      }
      const value = scopedVars[name]?.value ?? variable.options ?? variable.chosen;
      if (typeof format === 'function') {
        return format(value);
      }
      const list = [value].flat().map(String);
      return format === 'regex' ? regexOf(list.map((one) => one.replace('.', '\\.'))) : list.join(',');
    }),
} as unknown as TemplateSrv;

function regexOf(list: string[]): string {
  return list.length === 1 ? list[0] : `(${list.join('|')})`;
}

function interpolate(query: Partial<FleetQuery>, scopedVars: ScopedVars = {}): FleetQuery {
  return interpolateQuery({ refId: 'A', resource: 'nodes', view: 'table', ...query }, templateSrv, scopedVars);
}

describe('interpolateQuery', () => {
  it.each<[string, Filter, Filter | undefined]>([
    [
      'one value',
      { field: 'nodeId', op: '=', value: '$node' },
      { field: 'nodeId', op: '=', value: 'i-0123456789abcdef0' },
    ],
    [
      'several values make = an in',
      { field: 'region', op: '=', value: '$region' },
      { field: 'region', op: 'in', value: ['eu-west-1', 'us-east-1'] },
    ],
    [
      'several values make != a not in',
      { field: 'region', op: '!=', value: '${region}' },
      { field: 'region', op: 'not in', value: ['eu-west-1', 'us-east-1'] },
    ],
    [
      'several values join a list',
      { field: 'region', op: 'in', value: ['$region', 'eu-north-1'] },
      { field: 'region', op: 'in', value: ['eu-west-1', 'us-east-1', 'eu-north-1'] },
    ],
    [
      'the choice of none is the empty string',
      { field: 'tag:Owner', op: 'in', value: ['$team'] },
      { field: 'tag:Owner', op: 'in', value: ['', 'core'] },
    ],
    [
      'but not where nobody chose it',
      { field: 'tag:Owner', op: '!=', value: '(none)' },
      { field: 'tag:Owner', op: '!=', value: '(none)' },
    ],
    [
      'a variable within text',
      { field: 'name', op: '=', value: 'web-$env' },
      { field: 'name', op: 'in', value: ['web-test', 'web-live'] },
    ],
    [
      'a pattern takes alternatives',
      { field: 'name', op: '=~', value: 'web-$env' },
      { field: 'name', op: '=~', value: 'web-(test|live)' },
    ],
    [
      'values in a pattern are escaped',
      { field: 'name', op: '=~', value: '$dotted' },
      { field: 'name', op: '=~', value: 'a\\.b' },
    ],
    [
      'a list of patterns is their alternatives',
      { field: 'name', op: '!~', value: ['db-.*', 'web-$env'] },
      { field: 'name', op: '!~', value: 'db-.*|web-(test|live)' },
    ],
    [
      'two variables within text',
      { field: 'name', op: '=', value: '$env-$region' },
      {
        field: 'name',
        op: 'in',
        value: ['test-eu-west-1', 'test-us-east-1', 'live-eu-west-1', 'live-us-east-1'],
      },
    ],
    [
      'values are taken to the letter',
      { field: 'name', op: '=', value: 'a-$money' },
      { field: 'name', op: 'in', value: ['a-$&', 'a-$1'] },
    ],
    [
      'numbers in a list stay numbers',
      { field: 'missingCount', op: 'in', value: [3, '$node'] },
      { field: 'missingCount', op: 'in', value: [3, 'i-0123456789abcdef0'] },
    ],
    [
      'a list of one stays a list',
      { field: 'region', op: 'in', value: ['$node'] },
      { field: 'region', op: 'in', value: ['i-0123456789abcdef0'] },
    ],
    [
      'a list is asked for with an operator that takes it',
      { field: 'region', op: '=', value: ['eu-west-1'] },
      { field: 'region', op: 'in', value: ['eu-west-1'] },
    ],
    [
      'an operator that takes no list keeps its name, for the server part to refuse',
      { field: 'name', op: '<', value: '$region' },
      { field: 'name', op: '<', value: ['eu-west-1', 'us-east-1'] },
    ],
    [
      'a variable without a value finds nothing',
      { field: 'region', op: '=', value: '$nothing' },
      { field: 'region', op: 'in', value: [] },
    ],
    [
      'a number is no pattern, and stays for the server part to refuse',
      { field: 'name', op: '=~', value: 3 },
      { field: 'name', op: '=~', value: 3 },
    ],
    ['nor is a boolean', { field: 'name', op: '!~', value: true }, { field: 'name', op: '!~', value: true }],
    ['All beside others sets no condition', { field: 'account', op: 'in', value: ['$account', '1'] }, undefined],
    ['All in braces sets no condition', { field: 'account', op: '=', value: '${account}' }, undefined],
    ['All in brackets sets no condition', { field: 'account', op: '=', value: '[[account]]' }, undefined],
    ['All as one of several that are chosen', { field: 'provider', op: '=', value: '$cloud' }, undefined],
    ['All as a pattern sets no condition', { field: 'account', op: '=~', value: '$account' }, undefined],
    [
      'All excluded by a pattern',
      { field: 'provider', op: '!~', value: '$cloud' },
      { field: 'provider', op: '!~', value: '(AWS|Azure)' },
    ],
    [
      'All behind other text is each of its options',
      { field: 'name', op: '=', value: 'a-$cloud' },
      { field: 'name', op: 'in', value: ['a-AWS', 'a-Azure'] },
    ],
    [
      'All before other text is each of its options',
      { field: 'name', op: '=', value: '$cloud-a' },
      { field: 'name', op: 'in', value: ['AWS-a', 'Azure-a'] },
    ],
    [
      'a custom All is taken as it is written',
      { field: 'tag:Owner', op: '=', value: '$owner' },
      { field: 'tag:Owner', op: '=', value: 'team-.*' },
    ],
    ['All sets no condition', { field: 'account', op: '=', value: '$account' }, undefined],
    ['All in a list sets no condition', { field: 'account', op: 'in', value: ['$account'] }, undefined],
    [
      'none of All is every option excluded',
      { field: 'account', op: '!=', value: '$account' },
      { field: 'account', op: 'not in', value: ['111122223333', '222233334444'] },
    ],
    ['the field', { field: '$group', op: 'exists', value: true }, { field: 'provider', op: 'exists', value: true }],
    [
      'numbers stay numbers',
      { field: 'missingCount', op: '>', value: 3 },
      { field: 'missingCount', op: '>', value: 3 },
    ],
    [
      'text that only looks like a variable',
      { field: 'name', op: '=', value: '$nobody' },
      { field: 'name', op: '=', value: '$nobody' },
    ],
  ])('fills in filters: %s', (_, filter, expected) => {
    expect(interpolate({ filters: [filter] }).filters).toEqual(expected ? [expected] : []);
  });

  it('takes the value of the panel that is repeated, not the dashboard’s All', () => {
    const { filters } = interpolate(
      { filters: [{ field: 'account', op: '=', value: '$account' }] },
      { account: { value: '111122223333', text: 'shop' } }
    );
    expect(filters).toEqual([{ field: 'account', op: '=', value: '111122223333' }]);
  });

  it('takes a list that only a panel knows of', () => {
    const { filters } = interpolate(
      { filters: [{ field: 'nodeId', op: '=', value: '$chosen' }] },
      { chosen: { value: ['i-1', 'i-2'], text: '' } }
    );
    expect(filters).toEqual([{ field: 'nodeId', op: 'in', value: ['i-1', 'i-2'] }]);
  });

  it('adds nothing to a query that has nothing to fill in', () => {
    expect(interpolate({})).toStrictEqual({ refId: 'A', resource: 'nodes', view: 'table' });
    expect(interpolate({ scope: { accounts: [] } }).scope).toEqual({ accounts: [], regions: undefined });
  });

  it('fills in the scope, where All means all that are configured', () => {
    const { scope } = interpolate({ scope: { accounts: ['$account'], regions: ['$region'] } });
    expect(scope).toEqual({ accounts: undefined, regions: ['eu-west-1', 'us-east-1'] });
  });

  it('fills in columns, order and node', () => {
    const query = interpolate({
      columns: ['name', '$group'],
      orderBy: [{ field: '$group', desc: true }],
      nodeId: '$node',
    });
    expect(query).toMatchObject({
      columns: ['name', 'provider'],
      orderBy: [{ field: 'provider', desc: true }],
      nodeId: 'i-0123456789abcdef0',
    });
    expect(interpolate({ view: 'count', groupBy: ['$group'] }).groupBy).toEqual(['provider']);
  });

  it('fills in arguments', () => {
    const given = { arguments: { inventoryType: 'Custom:$group' } };
    expect(interpolate({ resource: 'inventory', ...given }).arguments).toEqual({ inventoryType: 'Custom:provider' });
    expect(given.arguments.inventoryType).toBe('Custom:$group');
  });

  it('fills in the left side of a join and leaves the other sources to fill in theirs', () => {
    const enrichment = {
      column: 'CPU',
      sources: ['${cloudwatch}'],
      query: { region: '$region' },
      key: { label: 'InstanceId', kind: 'instanceId' as const },
    };
    const { join } = interpolate({
      resource: 'join',
      join: {
        left: { filters: [{ field: 'region', op: '=', value: '$region' }] },
        enrichments: [enrichment],
        output: 'table',
      },
    });
    expect(join?.left.filters).toEqual([{ field: 'region', op: 'in', value: ['eu-west-1', 'us-east-1'] }]);
    expect(join?.enrichments).toEqual([enrichment]);
  });

  it('keeps what else a join and its left side have', () => {
    const join = { left: { limit: 5, orderBy: [{ field: '$group' }] }, enrichments: [], output: 'report' as const };
    expect(interpolate({ resource: 'join', join }).join).toEqual({
      ...join,
      left: { limit: 5, orderBy: [{ field: 'provider' }] },
    });
  });

  it('leaves its argument as it was', () => {
    const query = Object.freeze({ refId: 'A', resource: 'nodes', view: 'table', nodeId: '$node' } as FleetQuery);
    expect(interpolateQuery(query, templateSrv, {}).nodeId).toBe('i-0123456789abcdef0');
    expect(query.nodeId).toBe('$node');
  });
});

describe('valuesOf', () => {
  it.each([
    ['fleet', ['fleet']],
    ['$node', ['i-0123456789abcdef0']],
    ['$env', ['test', 'live']],
  ])('%s stands for %j', (text, values) => {
    expect(valuesOf(text, templateSrv, {})).toEqual(values);
  });

  it('gives numbers as text', () => {
    expect(valuesOf('$port', templateSrv, { port: { value: 9100, text: '' } })).toEqual(['9100']);
  });
});
