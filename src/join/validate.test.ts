import { parseEnrichments } from './validate';

const GOOD = {
  column: 'CPU',
  unit: 'percent',
  sources: ['${cloudwatch}'],
  query: { namespace: 'AWS/EC2', metricName: 'CPUUtilization' },
  key: { label: 'InstanceId', kind: 'instanceId' },
  reducer: 'mean',
  window: '15m',
};

describe('parseEnrichments', () => {
  it('reads what is whole', () => {
    expect(parseEnrichments(JSON.stringify([GOOD]))).toEqual([GOOD]);
    expect(parseEnrichments('[]')).toEqual([]);
  });

  it.each([
    ['{', /^This is no JSON: /],
    ['{}', 'Enrichments are a list, and this is {}: put them between [ and ]'],
    ['[3]', 'Enrichment 1 of the join is 3: write an object, for instance {"column": "CPU", ...}'],
  ])('refuses %s', (text, reason) => {
    expect(() => parseEnrichments(text)).toThrow(reason);
  });

  it.each<[string, object, string]>([
    [
      'no column',
      { column: undefined },
      'Enrichment 2 of the join has no "column": name the column that it fills, for instance "CPU"',
    ],
    [
      'no source',
      { sources: [] },
      'Enrichment 2 of the join: "sources" is []: list data sources, for instance ["${cloudwatch}"]',
    ],
    ['a source that is no text', { sources: [7] }, 'Enrichment 2 of the join: "sources" is [7]'],
    ['a query that is no object', { query: 'up' }, 'Enrichment 2 of the join: "query" is "up"'],
    ['no key', { key: undefined }, 'Enrichment 2 of the join has no "key"'],
    ['a key without a label', { key: { kind: 'host' } }, 'Enrichment 2 of the join has no "key.label"'],
    [
      'an unknown kind of key',
      { key: { label: 'instance', kind: 'hostname' } },
      'Enrichment 2 of the join: "key.kind" is "hostname": use one of instanceId, cloudId, host',
    ],
    [
      'an unknown reducer',
      { reducer: 'median' },
      'Enrichment 2 of the join: "reducer" is "median": use one of last, mean, max, min, sum',
    ],
    [
      'a window that is no duration',
      { window: 'soon' },
      'Enrichment 2 of the join: "window" is "soon": write a number and a unit, for instance "15m"',
    ],
  ])('names what is wrong: %s', (_, change, reason) => {
    expect(() => parseEnrichments(JSON.stringify([GOOD, { ...GOOD, ...change }]))).toThrow(reason);
  });
});
