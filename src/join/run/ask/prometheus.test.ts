import { getDefaultTimeRange, type DataFrame, type DataSourceInstanceSettings, type TimeRange } from '@grafana/data';
import type { Node } from '../../nodes';
import type { JoinKey } from '../../spec';
import { enrichment, node as nodeOf } from '../../testdata/fleet';
import { seriesFrame } from '../../testdata/frames';
import { askPrometheus } from './prometheus';

const node = (computerName: string) => nodeOf(`mi-${computerName}`, computerName);
const nodes = (count: number) => Array.from({ length: count }, (_, index) => node(`web-${index}`));
const frame = (nodename: string): DataFrame => seriesFrame({ nodename }, [5]);

const NODENAME: JoinKey = { label: 'nodename', kind: 'host' };

async function ask(
  wanted: Node[],
  answer: (expr: string) => DataFrame[],
  {
    asSeries = true,
    key = NODENAME,
    error = undefined as string | undefined,
    explore = undefined as TimeRange | undefined,
  } = {}
) {
  const asked: Array<Record<string, unknown>> = [];
  const question = {
    enrichment: enrichment({ query: { expr: 'cpu', interval: '1m' }, key }),
    settings: { name: 'Prometheus', uid: 'prom' } as DataSourceInstanceSettings,
    wanted,
    fleet: wanted,
    asSeries,
    explore,
    run: async (query: Record<string, unknown>, company?: string) => {
      asked.push(query);
      expect(company).toBe('expressions');
      return { frames: answer(String(query.expr)), error, asOf: 1 };
    },
  };
  return { answer: await askPrometheus(question), asked };
}

describe('askPrometheus', () => {
  it('asks for the few hosts on display alone, however their names are written', async () => {
    const { asked } = await ask([node('Web-01.example.com'), node('db.a+b')], () => [frame('web-01')]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ range: true, instant: false, interval: '1m', format: 'time_series' });
    expect(asked[0].expr).toBe('(cpu) and on (nodename) {nodename=~"(?i)(?:[a-z]+://)?(?:web-01|db)(?:[.:/].*)?"}');
  });

  it('leads from a series to what was asked for it, in Explore, over the same time', async () => {
    const explore = getDefaultTimeRange();
    const { answer, asked } = await ask([node('web-01')], () => [frame('web-01')], { explore });
    const [series] = answer.machines[0].series;
    expect(series.field.config.links).toEqual([
      {
        title: 'Explore in Prometheus',
        url: '',
        internal: {
          datasourceUid: 'prom',
          datasourceName: 'Prometheus',
          query: { refId: 'A', ...asked[0] },
          range: explore,
        },
      },
    ]);
  });

  it('leads nobody there who may not explore', async () => {
    const { answer } = await ask([node('web-01')], () => [frame('web-01')]);
    expect(answer.machines[0].series[0].field.config.links).toBeUndefined();
  });

  it('asks for all where the expression makes the label itself, so that the selector finds nothing', async () => {
    const { answer, asked } = await ask([node('web-01')], (expr) => (expr === 'cpu' ? [frame('web-01')] : []));
    expect(asked.map(({ expr }) => expr)).toEqual([expect.stringContaining('and on'), 'cpu']);
    expect(answer.machines).toHaveLength(1);
  });

  it('asks for every form of a host’s name and for no other host', async () => {
    const { asked } = await ask([node('web-01'), node('a+b')], () => [frame('web-01')]);
    const [, pattern] = /=~("(?:[^"\\]|\\.)*")/.exec(String(asked[0].expr))!;
    // Prometheus' patterns match the whole value.
    const selected = new RegExp(`^(?:${JSON.parse(pattern).replace('(?i)', '')})$`, 'i');
    for (const name of ['web-01', 'WEB-01.example.com', 'web-01:9100', 'https://web-01:9182/metrics', 'a+b']) {
      expect([name, selected.test(name)]).toEqual([name, true]);
    }
    for (const name of ['web-012', 'my-web-01', 'aab', '//web-01']) {
      expect([name, selected.test(name)]).toEqual([name, false]);
    }
  });

  it('asks for all, at one moment, where many are on display', async () => {
    const { asked } = await ask(nodes(21), () => [frame('web-1')], { asSeries: false });
    expect(asked).toEqual([{ expr: 'cpu', interval: '1m', instant: true, range: false, format: 'time_series' }]);
    expect((await ask(nodes(20), () => [frame('web-1')])).asked).toEqual([
      expect.objectContaining({ expr: expect.stringContaining('(cpu) and on') }),
    ]);
  });

  it.each<JoinKey>([
    { label: 'instance_id', kind: 'instanceId' },
    { label: 'displayName', kind: 'host' },
    { label: 'host name', kind: 'host' },
    { label: '9host', kind: 'host' },
  ])('asks for all where no selector can be made of the key: %j', async (key) => {
    const { asked } = await ask([node('web-01')], () => [], { key });
    expect(asked.map(({ expr }) => expr)).toEqual(['cpu']);
  });

  it('asks nothing for nodes without a host name', async () => {
    expect(await ask([node('10.0.0.1')], () => [])).toEqual({ answer: { machines: [], problems: [] }, asked: [] });
    const { asked } = await ask([node('10.0.0.1'), node('web-01')], () => [frame('web-01')]);
    expect(asked[0].expr).toContain('(?:web-01)');
  });

  it('does not ask again where the data source has failed', async () => {
    const { answer, asked } = await ask([node('web-01')], () => [], { error: 'connection refused' });
    expect(asked).toHaveLength(1);
    expect(answer.problems).toEqual(['CPU: Prometheus failed: connection refused']);
  });
});
