import {
  FieldType,
  LoadingState,
  dateTime,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { memoize } from 'lodash';
import { Observable, concat, lastValueFrom, of, throwError, toArray } from 'rxjs';
import type { Enrichment, JoinSpec, LeftSide } from '../spec';
import { columnsOf } from '../testdata/frames';
import { recordedFrames } from '../testdata/recorded';
import type { JoinContext } from './context';
import { MetricAnswers, runJoin } from './runJoin';

const FLEET = [
  { nodeId: 'i-00000000000abc001', computerName: 'ip-10-0-0-1.eu-west-1.compute.internal', name: 'web' },
  { nodeId: 'mi-0000000000000002', computerName: 'lin01.example.test', name: 'lin01' },
  { nodeId: 'mi-0000000000000003', computerName: 'LIN02.example.test', name: 'lin02' },
  {
    nodeId: 'mi-0000000000000004',
    computerName: '11111111-1111-4111-8111-111111111111:rg-db:web01',
    name: 'web01',
    sourceId: 'AAAAAAAA-0000-4000-8000-000000000003',
    sourceType: 'Microsoft.Compute/virtualMachines',
  },
  { nodeId: 'mi-0000000000000005', computerName: 'nobody-hears-me', name: 'quiet' },
].map((node): Record<string, string | undefined> => ({ account: '111122223333', region: 'eu-west-1', ...node }));

/** A left side that knows one filter: the node with this id. */
interface Left extends LeftSide {
  filters?: string[];
}

function nodesFrame(columns: string[], left: Left = {}, rows = FLEET): DataFrame {
  const [id] = left.filters ?? [];
  const shown = id ? rows.filter((row) => row.nodeId === id) : rows;
  return {
    length: shown.length,
    fields: columns.map((name) => ({
      name,
      type: FieldType.string,
      config: {},
      values: shown.map((row) => row[name] ?? null),
    })),
  };
}

const VARIABLES: Record<string, string[]> = { '${cloudwatch}': ['cw-1', 'cw-2'], '${nobody}': [''] };

interface Source {
  type: string;
  jsonData?: Record<string, unknown>;
  answer(query: Record<string, unknown>): DataFrame[] | Error;
}

/** A world of data sources that answer with what a real Grafana was recorded to answer; keeps what they were asked. */
function world(sources: Record<string, Source>) {
  const asked: Array<{ uid: string; query: Record<string, unknown>; request: DataQueryRequest }> = [];
  /** As Grafana has them: one of each, for all who load it. */
  const load = memoize(
    async (uid: string) =>
      ({
        getRef: () => ({ uid, type: sources[uid].type }),
        uid,
        query: (request: DataQueryRequest) => {
          const answers = request.targets.map((target) => {
            const query = target as unknown as Record<string, unknown>;
            asked.push({ uid, query, request });
            const answer = sources[uid].answer(query);
            return answer instanceof Error ? answer : answer.map((frame) => ({ ...frame, refId: target.refId }));
          });
          const error = answers.find((answer) => answer instanceof Error);
          return error ? throwError(() => error) : of({ data: answers.flat(), state: LoadingState.Done });
        },
      }) as unknown as DataSourceApi
  );
  const panels = new Set<string>();
  const context: JoinContext<Left> = {
    fleet: {
      pluginId: 'onepane-ssm-datasource',
      defaultColumns: ['nodeId', 'name'],
      nodes: (columns, left) => of({ data: [nodesFrame(columns, left)] }),
      isWhole: () => true,
    },
    shownBefore: { has: (panel) => panels.has(panel), add: (panel) => panels.add(panel) },
    metrics: new MetricAnswers(300_000),
    mayExplore: false,
    fillIn: (text) => text,
    resolve: (reference) => VARIABLES[reference] ?? [reference],
    settings: (uid) =>
      sources[uid] &&
      ({
        uid,
        name: uid.toUpperCase(),
        type: sources[uid].type,
        jsonData: sources[uid].jsonData ?? {},
      } as unknown as DataSourceInstanceSettings),
    load,
  };
  return { context, asked };
}

const request = {
  requestId: 'SQR1',
  panelId: 1,
  range: { from: dateTime(0), to: dateTime(1), raw: { from: 'now-6h', to: 'now' } },
  scopedVars: {},
} as unknown as DataQueryRequest;

const packetsOf = (join: JoinSpec<Left>, context: JoinContext<Left>): Promise<DataQueryResponse[]> =>
  lastValueFrom(runJoin({ refId: 'A', join }, request, context).pipe(toArray()));

async function run(join: JoinSpec<Left>, sources: Record<string, Source>) {
  const { context, asked } = world(sources);
  const packets = await packetsOf(join, context);
  return { packets, last: packets[packets.length - 1], asked };
}

const column = (response: DataQueryResponse, name: string): unknown[] =>
  (response.data[0] as DataFrame).fields.find((field) => field.name === name)!.values;

const warningsOf = ({ data: [first] }: DataQueryResponse) =>
  (first as DataFrame).meta?.notices?.filter(({ severity }) => severity === 'warning').map(({ text }) => text);

const CPU = { column: 'CPU', unit: 'percent' };
const cloudWatch = {
  ...CPU,
  sources: ['${cloudwatch}'],
  query: { queryMode: 'Metrics', dimensions: { InstanceId: ['*'] }, region: 'default' },
  key: { label: 'InstanceId', kind: 'instanceId' as const },
};
const prometheus = {
  ...CPU,
  sources: ['prom'],
  query: { expr: 'cpu' },
  key: { label: 'nodename', kind: 'host' as const },
};
const azure = {
  ...CPU,
  sources: ['azure'],
  query: { azureMonitor: { metricNamespace: 'microsoft.compute/virtualmachines', metricName: 'Percentage CPU' } },
  key: { label: 'displayName', kind: 'cloudId' as const },
};
const table = (enrichments: Enrichment[], left: Left = { columns: ['nodeId'] }): JoinSpec<Left> => ({
  left,
  enrichments,
  output: 'table',
});

const SOURCES: Record<string, Source> = {
  'cw-1': {
    type: 'cloudwatch',
    jsonData: { assumeRoleArn: 'arn:aws:iam::111122223333:role/Reader' },
    answer: () => recordedFrames('cloudWatchByInstanceId'),
  },
  'cw-2': {
    type: 'cloudwatch',
    jsonData: { assumeRoleArn: 'arn:aws:iam::222233334444:role/Reader' },
    answer: () => recordedFrames('cloudWatchByInstanceId'),
  },
  prom: { type: 'prometheus', answer: () => recordedFrames('prometheusCpuByNodename') },
  azure: {
    type: 'grafana-azure-monitor-datasource',
    answer: (query) => recordedFrames(query.queryType === 'Azure Resource Graph' ? 'azureMachines' : 'azureCpuByAlias'),
  },
};

describe('runJoin', () => {
  it('brings what CloudWatch, Azure Monitor and Prometheus really answer to the nodes', async () => {
    const { last } = await run(table([cloudWatch, azure, prometheus]), SOURCES);
    expect(column(last, 'nodeId')).toEqual(FLEET.map((node) => node.nodeId));
    expect(column(last, 'CPU')).toEqual([69.997, expect.closeTo(21.52, 1), expect.closeTo(32.85, 1), 14.5, null]);
    expect(column(last, 'CPU source')).toEqual(['CW-1', 'PROM', 'PROM', 'AZURE', null]);
    expect(column(last, 'CPU matched by')).toEqual(['instance id', 'FQDN', 'FQDN', 'cloud id', null]);
    expect(column(last, 'CPU time')[3]).toBe(1795200600000);
    expect((last.data[0] as DataFrame).meta?.notices).toEqual([
      { severity: 'info', text: expect.stringMatching(/^CPU: \d+ metrics, asked for 5 of 5 nodes, as of [\d:]+\.$/) },
    ]);
    expect(last).toMatchObject({ state: LoadingState.Done });
  });

  it('shows the rows before the other sources have answered, and says so in the state', async () => {
    const { packets } = await run(table([prometheus]), SOURCES);
    expect(packets.map((packet) => packet.state)).toEqual([LoadingState.Streaming, LoadingState.Done]);
    expect(column(packets[0], 'CPU')).toEqual([null, null, null, null, null]);
  });

  it('asks CloudWatch once in each Region in which the source could know a node, and for the ids on display', async () => {
    const { asked } = await run(table([cloudWatch]), SOURCES);
    expect(asked.map(({ uid, query }) => [uid, query.region, query.dimensions])).toEqual([
      ['cw-1', 'eu-west-1', { InstanceId: ['i-00000000000abc001'] }],
    ]);
  });

  it('asks Azure only for the machines of the nodes on display, by an alias that tells resource groups apart', async () => {
    const { asked } = await run(table([azure]), SOURCES);
    const { azureMonitor, subscription } = asked[1].query as {
      azureMonitor: Record<string, unknown>;
      subscription: string;
    };
    expect(subscription).toBe('11111111-1111-4111-8111-111111111111');
    expect(azureMonitor).toMatchObject({ alias: '{{resourceGroup}}/{{resourceName}}', top: '1', region: 'westeurope' });
    expect(azureMonitor.resources).toEqual([
      expect.objectContaining({ resourceGroup: 'rg-db', resourceName: 'web01' }),
    ]);
  });

  it('gives every child a request id of its own and the window of the enrichment', async () => {
    const { asked } = await run(table([prometheus, { ...prometheus, column: 'Memory', window: '1h' }]), SOURCES);
    expect(new Set(asked.map(({ request }) => request.requestId)).size).toBe(2);
    const minutes = asked.map(({ request: { range } }) => range.to.diff(range.from, 'minutes'));
    expect(minutes).toEqual([15, 60]);
  });

  it('lets the queries of several enrichments travel in one request to their source, and panels share the answers', async () => {
    const { context, asked } = world(SOURCES);
    const memory = { ...prometheus, column: 'Memory', query: { expr: 'memory' } };
    await Promise.all([
      packetsOf(table([prometheus, memory]), context),
      packetsOf({ left: {}, enrichments: [prometheus], output: 'report' }, context),
    ]);
    await packetsOf(table([prometheus, memory]), context);
    expect(asked.map(({ query }) => query.expr)).toEqual([
      expect.stringContaining('cpu'),
      expect.stringContaining('memory'),
    ]);
    expect(new Set(asked.map(({ request }) => request)).size).toBe(1);
  });

  it('does not take a host name for unique because only one of its nodes is on display', async () => {
    const twin = { ...FLEET[1], nodeId: 'mi-0000000000000006' };
    const { context } = world(SOURCES);
    context.fleet.nodes = (columns, left) => of({ data: [nodesFrame(columns, left, [...FLEET, twin])] });
    const join = table([prometheus], { columns: ['nodeId'], filters: [FLEET[1].nodeId!] });
    const last = (await packetsOf(join, context)).at(-1)!;
    expect(column(last, 'nodeId')).toEqual([FLEET[1].nodeId]);
    expect(column(last, 'CPU')).toEqual([null]);
  });

  it('loses a column, not the table, when a source fails, and says which', async () => {
    const failing = { ...SOURCES, prom: { type: 'prometheus', answer: () => new Error('connection refused') } };
    const { last } = await run(table([cloudWatch, prometheus]), failing);
    expect(column(last, 'CPU')).toEqual([69.997, null, null, null, null]);
    expect(warningsOf(last)).toEqual(['CPU: PROM failed: connection refused.']);
  });

  it('tells one reason once, whatever ids its requests had and however long it is', async () => {
    let asked = 0;
    const answer = () =>
      new Error(`StatusCode: 403, RequestID: 66e5-${asked++}, no\n<b>signature</b>. ${'x'.repeat(9000)}`);
    const { last } = await run(table([prometheus, { ...prometheus, query: { expr: 'other' } }]), {
      ...SOURCES,
      prom: { type: 'prometheus', answer },
    });
    const [notice, ...more] = (last.data[0] as DataFrame).meta?.notices ?? [];
    expect(asked).toBeGreaterThan(1);
    expect(notice.text).toMatch(/^CPU: PROM failed: StatusCode: 403, no <b>signature<\/b>\. x{100,300}…\.$/);
    expect(more).toEqual([]);
  });

  it('names a source that does not exist, and one that is the left side itself', async () => {
    const { last } = await run(table([{ ...prometheus, sources: ['gone', 'own'] }]), {
      own: { type: 'onepane-ssm-datasource', answer: () => [] },
    });
    const [{ text }] = (last.data[0] as DataFrame).meta!.notices!;
    expect(text).toContain('there is no data source "gone", or you are not allowed to use it');
    expect(text).toContain('OWN is itself the left side of the join');
  });

  it('says nothing of a kind of source that is not there, and which column nobody was asked for', async () => {
    const nowhere = { ...azure, sources: ['${nobody}'] };
    const { last } = await run(table([prometheus, nowhere, { ...nowhere, column: 'Memory' }]), SOURCES);
    expect(warningsOf(last)).toEqual([expect.stringMatching(/^Memory: there is no data source to query/)]);
  });

  it('gives the raw series of the nodes on display, over the dashboard’s time', async () => {
    const left = { filters: [FLEET[0].nodeId!] };
    const { last, asked } = await run({ left, enrichments: [cloudWatch, prometheus], output: 'series' }, SOURCES);
    expect(asked.map(({ request: { range } }) => range)).toEqual([request.range, request.range]);
    expect(last.data).toHaveLength(1);
    const [, value] = (last.data[0] as DataFrame).fields;
    expect(value.values).toEqual([69.672, 69.934, 69.997]);
    expect(value.config).toMatchObject({ unit: 'percent', displayNameFromDS: 'CPU, CW-1' });
  });

  it.each([true, false])(
    'leads from a Prometheus series to Explore where the viewer may go there: %s',
    async (mayExplore) => {
      const { context } = world(SOURCES);
      const [{ data }] = await packetsOf(
        { left: {}, enrichments: [prometheus], output: 'series' },
        { ...context, mayExplore }
      );
      const ranges = (data as DataFrame[]).map(({ fields: [, { config }] }) => config.links?.[0].internal?.range);
      expect(ranges).toEqual(mayExplore ? [request.range, request.range] : [undefined, undefined]);
    }
  );

  it('reports what matched by which rule, and what did not', async () => {
    const { last } = await run({ left: {}, enrichments: [cloudWatch, azure, prometheus], output: 'report' }, SOURCES);
    const rows = column(last, 'outcome').map((outcome, row) =>
      ['source', 'rule', 'count'].reduce((line, name) => `${line} | ${column(last, name)[row]}`, String(outcome))
    );
    expect(rows).toContain('matched | CW-1 | instance id | 1');
    expect(rows).toContain('matched | AZURE | cloud id | 1');
    expect(rows).toContain('matched | PROM | FQDN | 2');
    expect(rows).toContain('only in the other source | AZURE | null | 9');
    expect(rows).toContain('only in SSM | AWS Systems Manager | null | 1');
  });

  it('says nothing of "only in" when a list is incomplete', async () => {
    const failing = { ...SOURCES, prom: { type: 'prometheus', answer: () => new Error('down') } };
    const { last } = await run({ left: {}, enrichments: [prometheus], output: 'report' }, failing);
    expect(column(last, 'outcome')).toEqual(['only in SSM']);
    expect(column(last, 'count')).toEqual([null]);
  });

  describe('on refresh', () => {
    const isShown = (packets: DataQueryResponse[]) => packets.map(({ state }) => state);

    it('keeps a panel’s table until the next is whole', async () => {
      const { context } = world(SOURCES);
      const join = table([prometheus]);
      expect(isShown(await packetsOf(join, context))).toEqual([LoadingState.Streaming, LoadingState.Done]);
      expect(isShown(await packetsOf(join, context))).toEqual([LoadingState.Done]);
    });

    it('shows the rows of another panel, query or dashboard as they arrive', async () => {
      const { context } = world(SOURCES);
      const join = table([prometheus]);
      await packetsOf(join, context);
      const changes = [
        { join: table([cloudWatch]) },
        { refId: 'B' },
        { request: { ...request, panelId: 2 } },
        { request: { ...request, dashboardUID: 'other' } },
      ];
      for (const change of changes) {
        const { refId, request: asked, ...target } = { refId: 'A', request, join, ...change };
        const packets = await lastValueFrom(runJoin({ refId, ...target }, asked, context).pipe(toArray()));
        expect(isShown(packets)).toEqual([LoadingState.Streaming, LoadingState.Done]);
      }
    });
  });

  it('shows every packet of rows, and reads the whole of them before it asks others', async () => {
    const { context, asked } = world(SOURCES);
    context.fleet.nodes = (columns) =>
      concat(
        of({ data: [] }),
        of({ data: [nodesFrame(columns, {}, FLEET.slice(0, 2))] }),
        of({ data: [nodesFrame(columns)] })
      );
    const packets = await packetsOf(table([prometheus]), context);
    expect(packets.map(({ data }) => (data[0] as DataFrame).length)).toEqual([2, 5, 5]);
    expect(asked).toHaveLength(1);
  });

  it.each(['series', 'report'] as const)('shows nothing of %s before it is whole', async (output) => {
    const { packets } = await run({ left: {}, enrichments: [prometheus], output }, SOURCES);
    expect(packets.map(({ state }) => state)).toEqual([LoadingState.Done]);
  });

  it('reads the fleet once where all of it is on display, else the rows and beside them all names', async () => {
    const { context } = world(SOURCES);
    const read = jest.spyOn(context.fleet, 'nodes');
    const names = ['nodeId', 'computerName', 'sourceId', 'sourceType', 'name', 'account', 'region'];
    await packetsOf(table([], { columns: ['patchStatus'] }), context);
    expect(read.mock.calls).toEqual([[['patchStatus', ...names], { columns: ['patchStatus'] }]]);
    read.mockClear();
    const left = { columns: ['nodeId'], limit: 1 };
    await packetsOf(table([], left), context);
    expect(read.mock.calls).toEqual([[['nodeId'], left], [names]]);
  });

  it('shows the default columns where none are named', async () => {
    for (const left of [{}, { columns: [] }]) {
      const { last } = await run(table([], left), SOURCES);
      expect(Object.keys(columnsOf(last.data[0]))).toEqual(['nodeId', 'name']);
    }
  });

  it('names the query on every frame', async () => {
    const { packets } = await run({ left: {}, enrichments: [prometheus], output: 'series' }, SOURCES);
    expect(packets.flatMap(({ data }) => data.map((frame: DataFrame) => frame.refId))).toEqual(['A', 'A']);
  });

  it('does not take a part of the fleet for all of it', async () => {
    const { context } = world(SOURCES);
    context.fleet.isWhole = ({ fields }) => fields.length > 7;
    const report = (left: Left): JoinSpec<Left> => ({ left, enrichments: [prometheus], output: 'report' });
    const [part] = await packetsOf(report({}), context);
    expect(column(part, 'count')).toContain(null);
    const [whole] = await packetsOf(report({ columns: ['patchStatus'] }), context);
    expect(column(whole, 'count')).not.toContain(null);
  });

  it.each<[string, DataQueryResponse]>([
    ['an error', { data: [], error: { message: 'AccessDenied' } }],
    ['an error beside rows', { data: [nodesFrame(['nodeId'])], error: { message: 'AccessDenied' } }],
    ['a list of errors', { data: [], errors: [{ message: 'AccessDenied' }] }],
  ])('asks nobody where the nodes cannot be read: %s', async (_, failure) => {
    const { context, asked } = world(SOURCES);
    const readers: Array<JoinContext<Left>['fleet']['nodes']> = [
      () => of(failure),
      // The rows are read, and the fleet is not.
      (columns, left) => (left ? of({ data: [nodesFrame(columns, left)] }) : of(failure)),
    ];
    for (const nodes of readers) {
      context.fleet.nodes = nodes;
      const packets = await packetsOf({ left: { limit: 5 }, enrichments: [prometheus], output: 'report' }, context);
      expect(packets).toEqual([{ state: LoadingState.Done, data: [], error: { message: 'AccessDenied' } }]);
    }
    expect(asked).toEqual([]);
  });

  it('gives nothing where there is no answer', async () => {
    const { context } = world(SOURCES);
    for (const answer of [of({ data: [] }), of()]) {
      context.fleet.nodes = () => answer;
      expect(await packetsOf(table([]), context)).toEqual([{ state: LoadingState.Done, data: [] }]);
    }
  });

  it('lets go of whom it asks when nobody looks any more', async () => {
    const { context } = world(SOURCES);
    let open = 0;
    const unending = new Observable<DataQueryResponse>(() => {
      open++;
      return () => void open--;
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

    context.fleet.nodes = () => unending;
    const reading = runJoin({ refId: 'A', join: table([]) }, request, context).subscribe();
    expect(open).toBe(1);
    reading.unsubscribe();
    expect(open).toBe(0);

    context.fleet.nodes = (columns) => of({ data: [nodesFrame(columns)] });
    context.load = async () => ({ getRef: () => ({}), query: () => unending }) as unknown as DataSourceApi;
    const asking = runJoin({ refId: 'A', join: table([prometheus]) }, request, context).subscribe();
    await settled();
    expect(open).toBe(1);
    asking.unsubscribe();
    expect(open).toBe(0);
  });

  it('refuses an output that there is none of', async () => {
    await expect(run({ ...table([]), output: 'tabel' as 'table' }, SOURCES)).rejects.toThrow(
      'The join: "output" is "tabel": use one of table, series, report'
    );
  });

  it('refuses an enrichment without a key, and names what is missing', async () => {
    const { key: _, ...withoutKey } = prometheus;
    await expect(run(table([withoutKey as typeof prometheus]), SOURCES)).rejects.toThrow(
      'Enrichment 1 of the join has no "key"'
    );
  });
});
