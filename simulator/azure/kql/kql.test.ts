import { parseKql } from './parse';
import { runKql } from './run';
import type { Table } from './table';

const NOW = Date.UTC(2026, 10, 20, 12);
const tables: Record<string, Table> = {
  resources: {
    columns: ['id', 'name', 'type', 'group', 'size', 'tags', 'seen'],
    rows: [
      {
        id: '/s/1/rg-a/web01',
        name: 'web01',
        type: 'vm',
        group: 'rg-a',
        size: 4,
        tags: { env: 'prod', 'a b': ['x', 'y'] },
        seen: '2026-11-20T11:30:00Z',
      },
      {
        id: '/s/1/rg-ab/WEB01',
        name: 'WEB01',
        type: 'vm',
        group: 'rg-ab',
        size: 2,
        tags: null,
        seen: '2026-11-01T00:00:00Z',
      },
      { id: '/s/1/rg-b/db01', name: 'db01', type: 'arc', group: 'rg-b', size: 16, tags: { env: 'test' }, seen: null },
    ],
  },
  groups: {
    columns: ['name', 'group'],
    rows: [
      { name: 'Group A', group: 'rg-a' },
      { name: 'Group B', group: 'rg-b' },
    ],
  },
};

function run(query: string): unknown[] {
  const { columns, rows } = runKql(parseKql(query), (name) => tables[name], NOW);
  return rows.map((row) => columns.map((name) => row[name] ?? null));
}

describe('KQL', () => {
  it.each<[string, unknown[]]>([
    ["resources | where type =~ 'VM' | project name", [['web01'], ['WEB01']]],
    [
      "resources | where type in ('vm', 'other') and name =~ 'web01' | project id",
      [['/s/1/rg-a/web01'], ['/s/1/rg-ab/WEB01']],
    ],
    ["resources | where name in~ ('WEB01') or type !in~ ('VM') | project name", [['web01'], ['WEB01'], ['db01']]],
    ["resources | where name == 'web01' | project name", [['web01']]],
    ['resources | where id hasprefix "/s/1/rg-a/" | project name', [['web01']]],
    ["resources | where id has 'rg-a' and id !has 'web02' | project name", [['web01']]],
    ["resources | where tags.env == 'prod' | project e = tags['env'], l = tags['a b'][-1]", [['prod', 'y']]],
    ['resources | where todatetime(seen) > ago(1h) | project name', [['web01']]],
    ['resources | where isnull(tags) | project name, tags', [['WEB01', null]]],
    [
      "resources | extend k = strcat(tolower(name), '!'), n = size * 2 + 1 | project k, n",
      [
        ['web01!', 9],
        ['web01!', 5],
        ['db01!', 33],
      ],
    ],
    [
      "resources | project a = split(id, '/')[2], b = iff(size > 3, 'big', 'small')",
      [
        ['1', 'big'],
        ['1', 'small'],
        ['1', 'big'],
      ],
    ],
    [
      'resources | summarize count() by type',
      [
        ['vm', 2],
        ['arc', 1],
      ],
    ],
    ['resources | summarize n=count(), biggest = max(size), sum(size)', [[3, 16, 22]]],
    ['resources | distinct type', [['vm'], ['arc']]],
    ['resources | order by size | project name | take 2', [['db01'], ['web01']]],
    ['resources | sort by type asc, size asc | project name', [['db01'], ['WEB01'], ['web01']]],
    ['resources | project-away id, type, group, tags, seen | limit 1', [['web01', 4]]],
    ['resources | count', [[3]]],
    [
      'resources | join kind=inner (groups | project groupName=name, group) on group | project name, groupName',
      [
        ['web01', 'Group A'],
        ['db01', 'Group B'],
      ],
    ],
    [
      'Resources | join kind=leftouter (groups) on $left.group == $right.group | project name, name1',
      [
        ['web01', 'Group A'],
        ['WEB01', null],
        ['db01', 'Group B'],
      ],
    ],
    [
      "union (resources | project name), groups | where name startswith 'group' | project name",
      [['Group A'], ['Group B']],
    ],
    ["resources // all of them\n| where name == @'db01'\n| project properties = tostring(tags)", [['{"env":"test"}']]],
    ['resources | where false', []],
  ])('%s', (query, expected) => {
    expect(run(query)).toEqual(expected);
  });

  it('names a path after its steps', () => {
    expect(runKql(parseKql('resources | project tags.env'), (name) => tables[name], NOW).columns).toEqual(['tags_env']);
  });

  it.each([
    ['resources | wherever x', { code: 'ParserFailure', token: 'wherever', line: 1, characterPositionInLine: 12 }],
    ['resources |', { code: 'ParserFailure', token: '<EOF>' }],
    ["resources\n| where type =~ 'vm", { code: 'ParserFailure', line: 2, characterPositionInLine: 16, token: "'" }],
    ['resources | join kind=outer (groups) on group', { code: 'ParserFailure', token: 'outer' }],
    ['nothings | count', { code: 'DisallowedLogicalTableName', token: 'nothings' }],
    ['resources | where color == 1', { code: 'UnresolvedColumn', token: 'color' }],
    ['resources | extend x = launch(1)', { code: 'UnknownFunction', token: 'launch' }],
    ['resources | summarize tolower(name)', { code: 'InvalidAggregation' }],
  ])('refuses %j', (query, error) => {
    expect(() => run(query)).toThrow(expect.objectContaining(error));
  });
});
