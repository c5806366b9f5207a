import type { DataSourceInstanceSettings } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { CloudWatchDataSource } from './cloudWatch';

setTemplateSrv({
  replace: (text = '', _scopedVars: unknown, format?: (value: string | string[]) => string) =>
    text
      .replace('$nodes', () => (format ? format(['i-0a', 'i-0b']) : 'i-0a,i-0b'))
      .replace('$region', () => (format ? format('us-east-1') : 'us-east-1')),
} as unknown as TemplateSrv);

const source = new CloudWatchDataSource({
  type: 'cloudwatch',
  jsonData: { defaultRegion: 'eu-west-1' },
} as unknown as DataSourceInstanceSettings<{ defaultRegion: string }>);

const query = { refId: 'A', namespace: 'AWS/EC2', metricName: 'CPUUtilization', statistic: 'Average' };

test('fills in what Grafana posts with every metric query', () => {
  expect(source.applyTemplateVariables(query, {})).toMatchObject({
    ...query,
    type: 'timeSeriesQuery',
    queryMode: 'Metrics',
    region: 'eu-west-1',
    period: '',
    dimensions: {},
    timezoneUTCOffset: expect.stringMatching(/^[+-]\d{4}$/),
  });
});

test.each([
  [undefined, 'eu-west-1'],
  ['default', 'eu-west-1'],
  ['$region', 'us-east-1'],
])('region %s is sent as %s', (region, sent) => {
  expect(source.applyTemplateVariables({ ...query, region }, {}).region).toBe(sent);
});

test('a variable with several values becomes the list of them', () => {
  const dimensions = { InstanceId: ['$nodes', 'i-0c'], host: '$region' };
  expect(source.applyTemplateVariables({ ...query, dimensions }, {}).dimensions).toEqual({
    InstanceId: ['i-0a', 'i-0b', 'i-0c'],
    host: ['us-east-1'],
  });
});

test('a hidden query is sent only where it has an id to be referred to by', () => {
  expect(source.filterQuery({ ...query, hide: true })).toBe(false);
  expect(source.filterQuery({ ...query, hide: true, id: 'm1' })).toBe(true);
  expect(source.filterQuery(query)).toBe(true);
});
