import type { JoinSpec } from './spec';
import { joinOf, parseEnrichments } from './validate';

const GOOD = {
  column: 'CPU',
  unit: 'percent',
  sources: ['${cloudwatch}'],
  query: { namespace: 'AWS/EC2', metricName: 'CPUUtilization' },
  key: { label: 'InstanceId', kind: 'instanceId' },
  complementTo: 100,
  reducer: 'mean',
  window: '15m',
};

const WRONG: Array<[string, object, string]> = [
  ['no column', { column: undefined }, ' has no "column": name the column that it fills, for instance "CPU"'],
  ['a column of blanks', { column: '  ' }, ': "column" is "  ": name the column that it fills, for instance "CPU"'],
  ['no sources', { sources: undefined }, ' has no "sources": list data sources, for instance ["${cloudwatch}"]'],
  ['an empty list', { sources: [] }, ': "sources" is []: list data sources, for instance ["${cloudwatch}"]'],
  ['a source that is no text', { sources: [7] }, ': "sources" is [7]: list data sources'],
  ['a source without a name', { sources: ['prom', ''] }, ': "sources" is ["prom",""]: list data sources'],
  ['a source that is no list', { sources: 'prom' }, ': "sources" is "prom": list data sources'],
  ['no query', { query: undefined }, ' has no "query": write the other data source\'s query'],
  [
    'a query that is no object',
    { query: 'up' },
    ': "query" is "up": write the other data source\'s query, as its editor\'s JSON view shows it',
  ],
  ['a list of queries', { query: [] }, ': "query" is []: write the other data source\'s query'],
  ['a query of null', { query: null }, ': "query" is null: write the other data source\'s query'],
  [
    'no key',
    { key: undefined },
    ' has no "key": say what names the machine, for instance {"label": "InstanceId", "kind": "instanceId"}',
  ],
  ['a key that is no object', { key: 'host' }, ': "key" is "host": say what names the machine'],
  [
    'a key without a label',
    { key: { kind: 'host' } },
    ' has no "key.label": name the label or column that names the machine, for instance "InstanceId"',
  ],
  ['a key without a kind', { key: { label: 'host' } }, ' has no "key.kind": use one of instanceId, cloudId, host'],
  [
    'an unknown kind of key',
    { key: { label: 'instance', kind: 'hostname' } },
    ': "key.kind" is "hostname": use one of instanceId, cloudId, host',
  ],
  [
    'a complement to no number',
    { complementTo: '100' },
    ': "complementTo" is "100": write the number that the source’s value is subtracted from, for instance 100',
  ],
  ['a complement to null', { complementTo: null }, ': "complementTo" is null: write the number'],
  ['an unknown reducer', { reducer: 'median' }, ': "reducer" is "median": use one of last, mean, max, min, sum'],
  [
    'a window that is no duration',
    { window: 'soon' },
    ': "window" is "soon": write a number and a unit, for instance "15m"',
  ],
  ['a window that is a number', { window: 900 }, ': "window" is 900: write a number and a unit'],
  ['a window of nothing', { window: '0s' }, ': "window" is "0s": write a number and a unit'],
  ['a window in the future', { window: '-15m' }, ': "window" is "-15m": write a number and a unit'],
  ['a unit that is no text', { unit: 7 }, ': "unit" is 7: write a unit id, for instance "percent"'],
  ['an empty unit', { unit: '' }, ': "unit" is "": write a unit id, for instance "percent"'],
];

describe('parseEnrichments', () => {
  it('reads what is whole', () => {
    expect(parseEnrichments(JSON.stringify([GOOD]))).toEqual([GOOD]);
    expect(parseEnrichments('[]')).toEqual([]);
  });

  it('reads what leaves out what may be left out', () => {
    const { column, sources, query, key } = GOOD;
    const least = [{ column, sources, query, key }];
    expect(parseEnrichments(JSON.stringify(least))).toEqual(least);
  });

  it('takes a column that is filled twice, with different units, too', () => {
    const twice = [GOOD, { ...GOOD, unit: 'bytes' }];
    expect(parseEnrichments(JSON.stringify(twice))).toEqual(twice);
  });

  it.each([
    ['{', /^This is not valid JSON: .*JSON/],
    ['{}', 'Enrichments must be a list, but this is {}: put them between [ and ]'],
    ['[3]', 'Enrichment 1 of the join is 3: write an object, for instance {"column": "CPU", ...}'],
    ['[null]', 'Enrichment 1 of the join is null: write an object, for instance {"column": "CPU", ...}'],
    ['[[]]', 'Enrichment 1 of the join is []: write an object, for instance {"column": "CPU", ...}'],
  ])('refuses %s', (text, reason) => {
    expect(() => parseEnrichments(text)).toThrow(reason);
  });

  it.each(WRONG)('names what is wrong: %s', (_, change, reason) => {
    expect(() => parseEnrichments(JSON.stringify([GOOD, { ...GOOD, ...change }]))).toThrow(
      `Enrichment 2 of the join${reason}`
    );
  });

  it('names a long value by its beginning', () => {
    const refusal = (query: string) => () => parseEnrichments(JSON.stringify([{ ...GOOD, query }]));
    expect(refusal('x'.repeat(98))).toThrow(`"query" is "${'x'.repeat(98)}": write`);
    expect(refusal('x'.repeat(99))).toThrow(`"query" is "${'x'.repeat(99)}…: write`);
  });
});

describe('joinOf', () => {
  it('takes a join as it is', () => {
    const join = { left: { columns: ['name'] }, enrichments: [GOOD], output: 'report' };
    expect(joinOf(join)).toEqual(join);
  });

  it('fills in what is left out', () => {
    const empty: JoinSpec = { left: {}, enrichments: [], output: 'table' };
    expect(joinOf(undefined)).toEqual(empty);
    expect(joinOf({})).toEqual(empty);
  });

  it.each<[string, unknown, string]>([
    ['no join', 3, 'The join is 3: write an object, for instance {"left": {}, "enrichments": []}'],
    ['a list', [], 'The join is []: write an object'],
    ['an unknown output', { output: 'tabel' }, 'The join: "output" is "tabel": use one of table, series, report'],
    [
      'a left side that is none',
      { left: 'all' },
      'The join: "left" is "all": say which nodes are asked for, for instance {"columns": ["nodeId", "name"]}',
    ],
    [
      'enrichments that are no list',
      { enrichments: GOOD.key },
      'Enrichments must be a list, but this is {"label":"InstanceId","kind":"instanceId"}: put them between [ and ]',
    ],
  ])('refuses %s', (_, join, reason) => {
    expect(() => joinOf(join)).toThrow(reason);
  });

  it.each(WRONG)('finds in a saved dashboard what the editor finds: %s', (_, change, reason) => {
    expect(() => joinOf({ enrichments: [{ ...GOOD, ...change }] })).toThrow(`Enrichment 1 of the join${reason}`);
  });
});
