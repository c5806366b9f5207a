import type { DataFrame, DataSourceInstanceSettings } from '@grafana/data';
import type { Node } from '../../nodes';
import { enrichment, node } from '../../testdata/fleet';
import { seriesFrame } from '../../testdata/frames';
import { recordedFrames } from '../../testdata/recorded';
import { askCloudWatch } from './cloudWatch';
import type { ChildAnswer } from './question';

type Said = Omit<ChildAnswer, 'asOf'>;

const ROLE = 'arn:aws:iam::111122223333:role/Reader';
const EC2 = { region: 'default', namespace: 'AWS/EC2', dimensions: { InstanceId: ['*'] } };
const AGENT = { region: 'default', namespace: 'CWAgent', dimensions: { host: ['*'], cpu: 'cpu-total' } };

const instance = (index: number, place: Partial<Node> = {}) => node(`i-${index}`, `ip-10-0-0-${index}`, place);
const instances = (count: number) => Array.from({ length: count }, (_, index) => instance(index));

interface Asked {
  query?: Record<string, unknown>;
  kind?: 'instanceId' | 'host';
  jsonData?: Record<string, unknown>;
  answer?: (query: Record<string, unknown>) => Said;
  fleet?: Node[];
}

async function ask(
  wanted: Node[],
  { query = EC2, kind = 'instanceId', jsonData = {}, answer, fleet = wanted }: Asked = {}
) {
  const queries: Array<Record<string, unknown>> = [];
  const together: boolean[] = [];
  const said = await askCloudWatch({
    enrichment: enrichment({ query, key: { label: kind === 'host' ? 'host' : 'InstanceId', kind } }),
    settings: { name: 'CW-1', jsonData } as unknown as DataSourceInstanceSettings,
    wanted,
    fleet,
    asSeries: false,
    run: async (asked, company) => {
      queries.push(asked);
      together.push(company !== undefined);
      return { ...(answer?.(asked) ?? { frames: [] }), asOf: 1 };
    },
  });
  return { ...said, queries, together };
}

const series = (count: number): DataFrame[] =>
  Array.from({ length: count }, (_, index) => seriesFrame({ InstanceId: `i-${index}` }, [1]));

describe('askCloudWatch', () => {
  it('asks in each Region in which there are instances on display, for theirs', async () => {
    const wanted = [instance(1, { region: 'us-east-1' }), instance(2), instance(3, { region: 'us-east-1' })];
    const { queries } = await ask(wanted);
    expect(queries).toEqual([
      { ...EC2, region: 'eu-west-1', dimensions: { InstanceId: ['i-2'] } },
      { ...EC2, region: 'us-east-1', dimensions: { InstanceId: ['i-1', 'i-3'] } },
    ]);
  });

  it('says of what it has seen where that is', async () => {
    const answer = () => ({ frames: recordedFrames('cloudWatchByInstanceId') });
    const { machines, problems } = await ask([instance(1)], { jsonData: { assumeRoleArn: ROLE }, answer });
    expect(problems).toEqual([]);
    expect(machines).toHaveLength(3);
    expect(machines[0]).toMatchObject({
      identity: { instanceId: 'i-00000000000abc000' },
      source: 'CW-1',
      account: '111122223333',
      region: 'eu-west-1',
    });
  });

  it.each([
    ['arn:aws:iam::111122223333:role/Reader', '111122223333', ['i-1']],
    ['arn:aws-us-gov:iam::222233334444:role/path/Reader', '222233334444', ['i-2']],
    ['arn:aws-cn:iam::333344445555:role/Reader', undefined, undefined],
    ['', undefined, ['i-1', 'i-2']],
    ['not arn:aws:iam::111122223333:role/Reader', undefined, ['i-1', 'i-2']],
    ['arn:aws:iam::1111:role/Reader', undefined, ['i-1', 'i-2']],
    [undefined, undefined, ['i-1', 'i-2']],
  ])('with the role %s asks in account %s, as far as that is known', async (assumeRoleArn, account, ids) => {
    const wanted = [instance(1), instance(2, { account: '222233334444' })];
    const { queries, machines } = await ask(wanted, {
      jsonData: { assumeRoleArn },
      answer: () => ({ frames: series(1) }),
    });
    expect(queries.map(({ dimensions }) => dimensions)).toEqual(ids ? [{ InstanceId: ids }] : []);
    expect(machines.map((machine) => machine.account)).toEqual(ids ? [account] : []);
  });

  it('asks for all instances where their ids do not fit into one SEARCH', async () => {
    const few = await ask(instances(35));
    expect(few.queries[0].dimensions).toEqual({
      InstanceId: instances(35)
        .map(({ nodeId }) => nodeId)
        .sort(),
    });
    const many = await ask(instances(36));
    expect(many.queries).toEqual([{ ...EC2, region: 'eu-west-1' }]);
  });

  it('asks for the nodes on display where all are more than CloudWatch returns, and they are not', async () => {
    const [fleet, shown] = [instances(500), instances(499).reverse()];
    const ids = async (wanted: Node[], of = fleet) =>
      (await ask(wanted, { fleet: of })).queries.map(
        ({ dimensions }) => (dimensions as typeof EC2.dimensions).InstanceId
      );
    const parts = await ids(shown);
    expect(parts.map(({ length }) => length)).toEqual([...Array(14).fill(35), 9]);
    expect(parts.flat()).toEqual(shown.map(({ nodeId }) => nodeId).sort());
    expect(await ids(fleet)).toEqual([['*']]);
    expect(await ids(shown, shown)).toEqual([['*']]);
    const { together } = await ask(shown, { fleet, query: { ...EC2, queryMode: 'Metrics' } });
    expect(new Set(together)).toEqual(new Set([true]));
  });

  it('changes nothing of a query that does not ask for all', async () => {
    const chosen = { ...EC2, dimensions: { InstanceId: ['i-9'] } };
    expect((await ask([instance(1)], { query: chosen })).queries[0].dimensions).toEqual({ InstanceId: ['i-9'] });
    const { queries } = await ask([instance(1)], { query: { region: 'default', expression: 'SEARCH(...)' } });
    expect(queries).toEqual([{ region: 'eu-west-1', expression: 'SEARCH(...)' }]);
  });

  it('keeps the other dimensions, and knows the star outside of a list', async () => {
    const query = { ...EC2, dimensions: { InstanceId: '*', path: '/' } };
    const { queries } = await ask([instance(1)], { query });
    expect(queries[0].dimensions).toEqual({ InstanceId: ['i-1'], path: '/' });
  });

  it('asks by host name for all, in the Regions of nodes that are no instances', async () => {
    const wanted = [instance(1, { region: 'us-east-1' }), node('mi-1', 'hyb-node-1'), node('mi-2', 'hyb-node-2')];
    const { queries } = await ask(wanted, { query: AGENT, kind: 'host' });
    expect(queries).toEqual([{ ...AGENT, region: 'eu-west-1' }]);
  });

  it('asks by instance id for instances alone, and for nothing where there are none', async () => {
    expect((await ask([node('mi-1', 'hyb-node-1')])).queries).toEqual([]);
    expect(await ask([])).toMatchObject({ machines: [], problems: [], queries: [] });
    expect((await ask([instance(1)], { query: AGENT, kind: 'host' })).queries).toEqual([]);
  });

  it('asks in the Region alone that the query names', async () => {
    const wanted = [instance(1), instance(2, { region: 'us-east-1' })];
    const query = { ...EC2, region: 'us-east-1' };
    expect((await ask(wanted, { query })).queries).toEqual([{ ...query, dimensions: { InstanceId: ['i-2'] } }]);
    expect(await ask(wanted, { query: { ...EC2, region: 'ap-south-1' } })).toMatchObject({
      machines: [],
      problems: [],
      queries: [],
    });
  });

  it.each([undefined, '', 'default', 7])('takes the Region %j for none', async (region) => {
    expect((await ask([instance(1)], { query: { ...EC2, region } })).queries[0].region).toBe('eu-west-1');
  });

  it('asks nowhere for a node of which no Region is known', async () => {
    expect((await ask([instance(1, { region: undefined })])).queries).toEqual([]);
  });

  it('lets metrics of the builder travel together, where their answer is not likely to be cut', async () => {
    const builder = { ...EC2, queryMode: 'Metrics', metricQueryType: 0, metricEditorMode: 0, id: '' };
    const travels = async (query: Record<string, unknown>, count = 1) =>
      (await ask(instances(count), { query: { ...builder, ...query } })).together;
    expect(await travels({})).toEqual([true]);
    expect(await travels({}, 499)).toEqual([true]);
    expect(await travels({}, 500)).toEqual([false]);
    for (const other of [{ queryMode: 'Logs' }, { metricQueryType: 1 }, { metricEditorMode: 1 }, { id: 'm1' }]) {
      expect(await travels(other)).toEqual([false]);
    }
  });

  it('says so where CloudWatch has given as many series as it ever does', async () => {
    expect((await ask([instance(1)], { answer: () => ({ frames: series(499) }) })).problems).toEqual([]);
    const { machines, problems } = await ask([instance(1)], { answer: () => ({ frames: series(500) }) });
    expect(machines).toHaveLength(500);
    expect(problems).toEqual([
      'CPU: CW-1 returned 500 series in eu-west-1, and CloudWatch returns at most 500, so some nodes may lack theirs',
    ]);
  });

  it('keeps what one Region says when another fails, and says which', async () => {
    const wanted = [instance(1), instance(2, { region: 'us-east-1' })];
    const answer = ({ region }: Record<string, unknown>): Said =>
      region === 'us-east-1' ? { frames: series(500), error: 'AccessDenied' } : { frames: series(1) };
    const { machines, problems } = await ask(wanted, { answer });
    expect(problems).toEqual(['CPU: CW-1 failed in us-east-1: AccessDenied']);
    expect(machines[0].region).toBe('eu-west-1');
  });

  it('tells all that is wrong with an answer', async () => {
    const answer = () => ({ frames: [seriesFrame({ Series: 'i-1' }, [1])], error: 'late' });
    const { problems } = await ask([instance(1)], { answer });
    expect(problems).toEqual([
      'CPU: no series of CW-1 has the label InstanceId, so none could be matched to a node',
      'CPU: CW-1 failed in eu-west-1: late',
    ]);
  });
});
