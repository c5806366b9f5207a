import { FieldType, type DataFrame, type DataSourceInstanceSettings } from '@grafana/data';
import { identityOfNode } from '../../identity';
import type { Node } from '../../nodes';
import { askPrometheus } from './prometheus';
import type { Question } from './question';

const node = (computerName: string): Node => ({
  nodeId: `mi-${computerName}`,
  name: computerName,
  account: '1',
  region: 'eu-west-1',
  identity: identityOfNode({ nodeId: `mi-${computerName}`, computerName }),
});

const frame = (nodename: string): DataFrame => ({
  length: 1,
  fields: [
    { name: 'Time', type: FieldType.time, config: {}, values: [1] },
    { name: 'Value', type: FieldType.number, config: {}, values: [5], labels: { nodename } },
  ],
});

async function ask(wanted: Node[], answer: (expr: string) => DataFrame[], asSeries = true) {
  const asked: Array<Record<string, unknown>> = [];
  const question = {
    enrichment: { column: 'CPU', sources: ['prom'], query: { expr: 'cpu' }, key: { label: 'nodename', kind: 'host' } },
    settings: { name: 'Prometheus' } as DataSourceInstanceSettings,
    wanted,
    fleet: wanted,
    asSeries,
    run: async (query: Record<string, unknown>) => {
      asked.push(query);
      return { frames: answer(String(query.expr)) };
    },
  } as unknown as Question;
  return { answer: await askPrometheus(question), asked };
}

describe('askPrometheus', () => {
  it('asks for the few hosts on display alone, however their names are written', async () => {
    const { asked } = await ask([node('Web-01.example.com'), node('db.a+b')], () => [frame('web-01')]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ range: true, instant: false });
    expect(asked[0].expr).toBe('(cpu) and on (nodename) {nodename=~"(?i)(?:[a-z]+://)?(?:web-01|db)(?:[.:/].*)?"}');
  });

  it('asks for all where the expression makes the label itself, so that the selector finds nothing', async () => {
    const { answer, asked } = await ask([node('web-01')], (expr) => (expr === 'cpu' ? [frame('web-01')] : []));
    expect(asked.map(({ expr }) => expr)).toEqual([expect.stringContaining('and on'), 'cpu']);
    expect(answer.machines).toHaveLength(1);
  });

  it('asks for all, at one moment, where many are on display', async () => {
    const many = Array.from({ length: 21 }, (_, index) => node(`web-${index}`));
    const { asked } = await ask(many, () => [frame('web-1')], false);
    expect(asked).toEqual([expect.objectContaining({ expr: 'cpu', instant: true, range: false })]);
  });

  it('asks nothing for nodes without a host name', async () => {
    const { asked } = await ask([node('10.0.0.1')], () => []);
    expect(asked).toEqual([]);
  });
});
