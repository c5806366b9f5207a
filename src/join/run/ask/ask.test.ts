import { FieldType, type DataSourceInstanceSettings } from '@grafana/data';
import { METRIC_SOURCES } from '../../sources/all';
import { enrichment, node } from '../../testdata/fleet';
import { field, frame, seriesFrame } from '../../testdata/frames';
import { ask } from './ask';
import type { ChildAnswer } from './question';

const QUERY = { expr: 'cpu', azureMonitor: {}, region: 'default', dimensions: { InstanceId: ['*'] } };

/** What a data source of a type is asked for the one instance on display, and what comes of its answer. */
async function asked(type: string, answer: Omit<ChildAnswer, 'asOf'> = { frames: [] }) {
  const queries: Array<Record<string, unknown>> = [];
  const wanted = [node('i-1', 'web-01')];
  const { machines, problems } = await ask({
    enrichment: enrichment({ query: QUERY, key: { label: 'InstanceId', kind: 'instanceId' } }),
    settings: { name: 'Some', type, jsonData: {} } as DataSourceInstanceSettings,
    wanted,
    fleet: wanted,
    asSeries: false,
    run: async (query) => {
      queries.push(query);
      return { ...answer, asOf: 1 };
    },
  });
  return { queries, machines, problems };
}

describe('ask', () => {
  it.each([
    ['cloudwatch', { ...QUERY, region: 'eu-west-1', dimensions: { InstanceId: ['i-1'] } }],
    ['grafana-azure-monitor-datasource', expect.objectContaining({ queryType: 'Azure Resource Graph' })],
    ['prometheus', { ...QUERY, instant: true, range: false, format: 'time_series' }],
    ['grafana-amazonprometheus-datasource', { ...QUERY, instant: true, range: false, format: 'time_series' }],
    ['mysql', QUERY],
  ])('asks %s in its own way', async (type, query) => {
    expect((await asked(type)).queries).toEqual([query]);
  });

  it('has a way for every source of metrics that the product knows', async () => {
    const types = METRIC_SOURCES.flatMap(({ pluginId, flavours }) => [pluginId, ...flavours]);
    for (const type of types) {
      expect((await asked(type)).queries).not.toEqual([QUERY]);
    }
  });

  it('takes any other data source’s answer, a table too, and what went wrong', async () => {
    const rows = frame(field('InstanceId', FieldType.string, ['i-1']), field('load', FieldType.number, [3]));
    expect((await asked('mysql', { frames: [rows] })).machines).toMatchObject([
      { identity: { instanceId: 'i-1' }, source: 'Some', series: [{ row: 0 }] },
    ]);
    const failed = await asked('mysql', { frames: [seriesFrame({ host: 'a' }, [1])], error: 'syntax' });
    expect(failed.problems).toEqual([
      'CPU: no series of Some has the label InstanceId, so none could be matched to a node',
      'CPU: Some failed: syntax',
    ]);
  });
});
