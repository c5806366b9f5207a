import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { interpolateQuery } from './interpolate';
import type { Filter, FleetQuery } from './query';

/** As Grafana's: All gives every option as a list, a single value gives itself. */
const VARIABLES: Record<string, { chosen: string | string[]; options?: string[] }> = {
  account: { chosen: '$__all', options: ['111122223333', '222233334444'] },
  region: { chosen: ['eu-west-1', 'us-east-1'] },
  node: { chosen: 'i-0123456789abcdef0' },
  group: { chosen: 'provider' },
  env: { chosen: ['test', 'live'] },
  dotted: { chosen: 'a.b' },
};

const templateSrv = {
  getVariables: () =>
    Object.entries(VARIABLES).map(([name, { chosen }]) => ({ name, type: 'query', current: { value: chosen } })),
  replace: (text = '', scopedVars: ScopedVars = {}, format?: string | ((value: unknown) => string)) =>
    text.replace(/\$\{?(\w+)\}?/g, (reference, name: string) => {
      const variable = VARIABLES[name];
      if (!variable) {
        return reference;
      }
      const value = scopedVars[name]?.value ?? (variable.chosen === '$__all' ? variable.options : variable.chosen);
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

  it('leaves its argument as it was', () => {
    const query = Object.freeze({ refId: 'A', resource: 'nodes', view: 'table', nodeId: '$node' } as FleetQuery);
    expect(interpolateQuery(query, templateSrv, {}).nodeId).toBe('i-0123456789abcdef0');
    expect(query.nodeId).toBe('$node');
  });
});
