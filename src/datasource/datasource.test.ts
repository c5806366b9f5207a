import {
  CoreApp,
  dateTime,
  LoadingState,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { config, DataSourceWithBackend, type TemplateSrv } from '@grafana/runtime';
import { lastValueFrom, of, toArray } from 'rxjs';
import fixtures from '../../pkg/resource/testdata/queries.json';
import { FleetDataSource } from './datasource';
import type { FleetQuery, FleetSettings } from './query';
import { RESOURCES } from '../schema/schema';
import { FleetVariables } from './variables';

const templateSrv = {
  getVariables: () => [],
  replace: (text?: string) => text ?? '',
} as unknown as TemplateSrv;

/** What Grafana's part of the data source is asked, and what it answers. */
const backend = jest.spyOn(DataSourceWithBackend.prototype, 'query');
const resource = jest.spyOn(DataSourceWithBackend.prototype, 'getResource');

function rows(refId: string, length: number, read = 1, expected = 1): DataQueryResponse {
  const targets = [{ state: read < expected ? 'loading' : 'ok' }];
  const fields = ['nodeId', 'name', 'region'].map((name) => ({
    name,
    type: 'string',
    config: {},
    values: Array(length).fill('x'),
  }));
  return { data: [{ refId, length, fields, meta: { custom: { progress: { read, expected }, targets } } }] };
}

/** Answers every query of a request with so many rows. */
const everyRows = (length: number) => (asked: DataQueryRequest<DataQuery>) =>
  of({ data: asked.targets.flatMap(({ refId }) => rows(refId, length).data) });

const datasource = new FleetDataSource(
  {
    uid: 'fleet',
    id: 1,
    type: 'onepane-ssm-datasource',
    name: 'Fleet',
    jsonData: {},
  } as DataSourceInstanceSettings<FleetSettings>,
  templateSrv
);

function request(...targets: Array<Partial<FleetQuery>>): DataQueryRequest<FleetQuery> {
  return {
    requestId: 'Q1',
    app: CoreApp.Dashboard,
    dashboardUID: 'overview',
    panelId: 1,
    scopedVars: {},
    targets: targets.map((target, index) => ({ refId: 'ABC'[index], resource: 'nodes', view: 'table', ...target })),
  } as unknown as DataQueryRequest<FleetQuery>;
}

function packetsOf(asked: DataQueryRequest<FleetQuery>): Promise<DataQueryResponse[]> {
  return lastValueFrom(datasource.query(asked).pipe(toArray()));
}

beforeEach(() => {
  backend.mockReset();
  resource.mockReset();
  config.publicDashboardAccessToken = undefined;
});

describe('query', () => {
  it('asks for parts, of all targets in one request, and gives their frames in their order', async () => {
    backend.mockImplementation(everyRows(3));
    const packets = await packetsOf(request({ limit: 1 }, {}));

    const nodes = { resource: 'nodes', view: 'table', partial: true };
    expect(backend.mock.calls.map(([asked]) => asked.targets)).toEqual([
      [
        { refId: 'Q0', limit: 1, ...nodes },
        { refId: 'Q1', ...nodes },
      ],
    ]);
    expect(packets.at(-1)).toMatchObject({ state: LoadingState.Done, data: [{ refId: 'A' }, { refId: 'B' }] });
  });

  it.each<[string, Partial<FleetQuery>, object]>([
    ['a count and a table', { view: 'count' }, {}],
    ['two resources', { resource: 'associations' }, {}],
    ['two dashboards', {}, { dashboardUID: 'elsewhere' }],
    ['two ranges', {}, { range: { from: dateTime(1), to: dateTime(2) } }],
  ])('asks for %s on their own', async (_, query, changes) => {
    backend.mockImplementation(everyRows(3));
    await Promise.all([packetsOf(request({ limit: 1 })), packetsOf({ ...request(query), ...changes })]);
    expect(backend).toHaveBeenCalledTimes(2);
  });

  it('does not show less on refresh while the server part reads anew', async () => {
    backend.mockReturnValueOnce(of(rows('Q0', 100)));
    await packetsOf(request({}));
    jest.useFakeTimers();
    backend.mockReturnValueOnce(of(rows('Q0', 2, 1, 6))).mockReturnValueOnce(of(rows('Q0', 98)));
    const packets = packetsOf(request({}));
    await jest.runAllTimersAsync();
    expect((await packets).map(({ state, data }) => [state, data[0].length])).toEqual([
      [LoadingState.Streaming, 100],
      [LoadingState.Done, 98],
    ]);
    jest.useRealTimers();
  });

  it('says in each packet for a past time range that it is of now, and to nobody who evaluates a rule', async () => {
    backend.mockImplementation(({ targets }) => of(rows(targets[0].refId, 3)));
    const range = { from: dateTime(0), to: dateTime(3_600_000), raw: { from: '', to: '' } };
    const noticesFor = async (changes: object) => {
      const [packet] = await packetsOf({ ...request({}), range, ...changes });
      return packet.data[0].meta.notices;
    };
    expect(await noticesFor({})).toEqual([
      { severity: 'info', text: expect.stringContaining('not that of the time range') },
    ]);
    expect(await noticesFor({ app: CoreApp.UnifiedAlerting })).toBeUndefined();
  });

  it('adds ad hoc filters, to the left side of a join too', () => {
    const adHoc = [{ key: 'region', operator: '=', value: 'eu-west-1' }];
    const filter = { field: 'region', op: '=', value: 'eu-west-1' };
    const fill = (query: Partial<FleetQuery>) =>
      datasource.applyTemplateVariables({ refId: 'A', resource: 'nodes', view: 'table', ...query }, {}, adHoc);
    expect(fill({}).filters).toEqual([filter]);
    expect(fill({ resource: 'join', join: { left: {}, enrichments: [], output: 'table' } }).join?.left.filters).toEqual(
      [filter]
    );
    expect(fill({ resource: 'software' }).filters).toEqual([]);
  });

  it('keeps a query’s own conditions before the dashboard’s, and all else of a join', () => {
    const adHoc = [{ key: 'region', operator: '=', value: 'eu-west-1' }];
    const [own, added] = [
      { field: 'managed', op: '=' as const, value: true },
      { field: 'region', op: '=', value: 'eu-west-1' },
    ];
    const fill = (query: Partial<FleetQuery>, filters = adHoc) =>
      datasource.applyTemplateVariables({ refId: 'A', resource: 'nodes', view: 'table', ...query }, {}, filters);
    expect(fill({ filters: [own] }).filters).toEqual([own, added]);
    const join = { left: { filters: [own], limit: 5 }, enrichments: [], output: 'report' as const };
    expect(fill({ resource: 'join', join }).join).toEqual({ ...join, left: { filters: [own, added], limit: 5 } });
    expect(fill({ resource: 'join' }).join).toBeUndefined();
    expect(fill({}, []).filters).toBeUndefined();
  });

  it('sends the dashboard’s ad hoc filters within the query, and not beside it once more', async () => {
    backend.mockReturnValue(of(rows('Q0', 3)));
    const filters = [{ key: 'region', operator: '=', value: 'eu-west-1' }];
    await packetsOf({ ...request({}), filters });
    expect(backend.mock.calls[0][0]).toMatchObject({
      filters: undefined,
      targets: [{ filters: [{ field: 'region', op: '=', value: 'eu-west-1' }] }],
    });
  });

  it.each<[string, object, Partial<FleetQuery>]>([
    ['dashboard', { dashboardUID: 'other' }, {}],
    ['panel', { panelId: 2 }, {}],
    ['question', {}, { limit: 5 }],
  ])('shows what was whole before to the same %s only', async (_, changes, query) => {
    backend.mockReturnValueOnce(of(rows('Q0', 200)));
    await packetsOf(request({}));
    jest.useFakeTimers();
    try {
      backend.mockReturnValueOnce(of(rows('Q0', 2, 1, 6))).mockReturnValueOnce(of(rows('Q0', 198)));
      const packets = packetsOf({ ...request(query), ...changes });
      await jest.runAllTimersAsync();
      expect((await packets)[0].data[0].length).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('asks nothing for a query that names no resource', async () => {
    expect(await packetsOf(request({ resource: undefined }))).toEqual([{ data: [], state: LoadingState.Done }]);
  });

  it('gives no data for no rows where a query asks for that', async () => {
    backend.mockImplementation(everyRows(0));
    const packets = await packetsOf(request({ noRowsAsNoData: true }, {}));
    expect(packets.at(-1)?.data.map(({ refId }) => refId)).toEqual(['B']);
  });

  it('passes an error on beside what the others say', async () => {
    const error = { message: 'Limit is 0.', refId: 'Q0' };
    backend.mockReturnValue(of({ ...rows('Q1', 3), error, errors: [error] }));
    const packets = await packetsOf(request({ limit: 0 }, {}));
    expect(packets.at(-1)).toMatchObject({
      state: LoadingState.Error,
      error: { message: 'Limit is 0.', refId: 'A' },
      data: [{ refId: 'B', length: 3 }],
    });
  });

  it.each([
    ['an alert rule', { app: CoreApp.UnifiedAlerting }, undefined],
    ['a public dashboard', {}, 'token'],
  ])('asks for nothing but the whole for %s', async (_, changes, token) => {
    config.publicDashboardAccessToken = token;
    backend.mockReturnValue(of(rows('Q0', 3)));
    const asked = { ...request({}), ...changes };
    await packetsOf(asked);
    expect(backend).toHaveBeenCalledTimes(1);
    expect(backend).toHaveBeenCalledWith(asked);
  });

  it('answers at once where there is nothing to ask', async () => {
    expect(await packetsOf(request({ hide: true }))).toEqual([{ data: [], state: LoadingState.Done }]);
    expect(backend).not.toHaveBeenCalled();
  });

  describe('of a join', () => {
    const join = { left: {}, enrichments: [], output: 'table' } as const;
    const joined = (saved: object = join) => request({ resource: 'join', join: saved as never });

    it('reads the nodes as any other query does, and ad hoc filters choose rows, not the fleet', async () => {
      backend.mockImplementation(everyRows(3));
      const filters = [{ key: 'region', operator: '=', value: 'eu-west-1' }];
      await packetsOf({ ...joined(), filters });
      const nodes = { resource: 'nodes', view: 'table', partial: true };
      const names = ['nodeId', 'computerName', 'sourceId', 'sourceType', 'name', 'account', 'region'];
      const columns = RESOURCES.nodes.columns.filter((column) => column.default).map(({ name }) => name);
      expect(columns).toContain('pingStatus');
      expect(backend.mock.calls.map(([asked]) => [asked.targets, asked.filters])).toEqual([
        [
          [
            {
              ...nodes,
              refId: 'Q0',
              columns: [...new Set([...columns, 'nodeId'])],
              filters: [{ field: 'region', op: '=', value: 'eu-west-1' }],
            },
            { ...nodes, refId: 'Q1', columns: names },
          ],
          undefined,
        ],
      ]);
    });

    it('keeps a panel’s table on refresh until the next is whole', async () => {
      backend.mockImplementation(everyRows(3));
      const asked = { ...joined(), panelId: 77 };
      expect((await packetsOf(asked)).map(({ state }) => state)).toEqual([LoadingState.Streaming, LoadingState.Done]);
      expect((await packetsOf(asked)).map(({ state }) => state)).toEqual([LoadingState.Done]);
    });

    it.each([[{}], [{ enrichments: [] }]])('fills in what a saved dashboard leaves out of %j', async (saved) => {
      backend.mockImplementation(everyRows(3));
      for (const filters of [undefined, [{ key: 'region', operator: '=', value: 'eu-west-1' }]]) {
        const packets = await packetsOf({ ...joined(saved), filters });
        expect(packets.at(-1)).toMatchObject({ state: LoadingState.Done, data: [{ length: 3 }] });
      }
    });
  });

  it('says why a join cannot be made, and leaves the other targets alone', async () => {
    backend.mockReturnValue(of(rows('Q0', 3)));
    const enrichments = [{ column: 'CPU' }] as never;
    const packets = await packetsOf(
      request({ resource: 'join', join: { left: {}, enrichments, output: 'table' } }, {})
    );
    expect(packets.at(-1)?.error?.message).toContain('Enrichment 1 of the join has no "sources"');
    expect(packets.at(-1)?.data).toMatchObject([{ refId: 'B', length: 3 }]);
  });

  it('links every node to its dashboard, by its id and by its name', async () => {
    backend.mockReturnValue(of(rows('Q0', 1)));
    const [{ data }] = await packetsOf(request({}));
    const links = data[0].fields.map((field: { name: string; config: { links?: Array<{ url: string }> } }) => [
      field.name,
      field.config.links?.[0].url,
    ]);
    const url = '/d/onepane-node?var-node=${__data.fields.nodeId:percentencode}&var-source=fleet&${__url_time_range}';
    expect(links).toEqual([
      ['nodeId', url],
      ['name', url],
      ['region', undefined],
    ]);
    expect(data[0].meta.preferredVisualisationType).toBe('table');
  });
});

describe('the queries that both halves understand', () => {
  it.each(fixtures.valid.map(({ name, query }) => [name, query]))('keeps as it is: %s', (_, query) => {
    const typed = query as unknown as FleetQuery;
    expect(JSON.parse(JSON.stringify(datasource.applyTemplateVariables(typed, {})))).toEqual(query);
  });
});

describe('what editors ask', () => {
  it.each<[string, () => Promise<unknown>, unknown[], object, unknown]>([
    ['fields', () => datasource.fields('patches'), ['fields', { resource: 'patches' }], { fields: [1] }, [1]],
    ['accounts', () => datasource.accounts(), ['accounts'], { accounts: [{ id: '1' }] }, [{ id: '1' }]],
    ['regions', () => datasource.regions(), ['regions'], { regions: ['eu-west-1'] }, ['eu-west-1']],
  ])('%s', async (_, ask, asked, answer, given) => {
    resource.mockResolvedValue(answer);
    expect(await ask()).toEqual(given);
    expect(resource).toHaveBeenCalledWith(...asked);
  });

  it('starts with a table of the nodes', () => {
    expect(datasource.getDefaultQuery(CoreApp.Explore)).toEqual({ resource: 'nodes', view: 'table' });
    for (const app of [CoreApp.UnifiedAlerting, CoreApp.CloudAlerting]) {
      expect(datasource.getDefaultQuery(app)).toEqual({ resource: 'nodes', view: 'count' });
    }
  });
});

describe('ad hoc filters', () => {
  it('offers columns and tags as keys', async () => {
    resource.mockResolvedValue({
      fields: [
        { name: 'region', label: 'Region' },
        { name: 'tag:Owner', label: 'Owner' },
      ],
    });
    expect(await datasource.getTagKeys()).toEqual([
      { text: 'Region', value: 'region', group: 'Fields' },
      { text: 'tag:Owner', value: 'tag:Owner', group: 'Tags' },
    ]);
    expect(resource).toHaveBeenCalledWith('fields', { resource: 'nodes' });
  });

  it('offers the values that the fleet has', async () => {
    resource.mockResolvedValue({ values: [{ value: 'eu-west-1', count: 12 }], total: 1 });
    expect(await datasource.getTagValues({ key: 'region', filters: [] })).toEqual([
      { text: 'eu-west-1', value: 'eu-west-1' },
    ]);
    expect(resource).toHaveBeenCalledWith('field-values', { resource: 'nodes', field: 'region', limit: 1000 });
  });

  it('offers the nodes without a tag beside its values', async () => {
    resource.mockResolvedValue({ values: [{ value: 'team-crm', count: 12 }], total: 1 });
    expect(await datasource.getTagValues({ key: 'tag:Owner', filters: [] })).toEqual([
      { text: 'team-crm', value: 'team-crm' },
      { text: '(none)', value: '(none)' },
    ]);
  });

  it('does not ask for the values of a number, which the server part refuses to list', async () => {
    expect(await datasource.getTagValues({ key: 'missingCount', filters: [] })).toEqual([{ text: '0', value: '0' }]);
    expect(resource).not.toHaveBeenCalled();
  });
});

describe('template variables', () => {
  it('offers a field’s values, shown as another’s, and leaves out what is empty', async () => {
    backend.mockReturnValue(
      of({
        data: [
          {
            refId: 'Q0',
            length: 3,
            fields: [
              { name: 'nodeId', config: {}, values: ['i-1', 'i-2', ''] },
              { name: 'name', config: {}, values: ['web-1', '', 'nobody'] },
              { name: 'count', config: {}, values: [1, 1, 1] },
            ],
          },
        ],
      })
    );
    const target = { refId: 'node', resource: 'nodes' as const, field: 'nodeId', label: 'name', search: 'web-.*' };
    const { data, state } = await lastValueFrom(
      new FleetVariables(datasource).query({ ...request(), targets: [target] } as never)
    );
    expect(state).toBe(LoadingState.Done);
    expect(data).toEqual([
      { value: 'i-1', text: 'web-1' },
      { value: 'i-2', text: 'i-2' },
    ]);
    expect(backend.mock.calls[0][0].targets[0]).toMatchObject({
      view: 'count',
      groupBy: ['nodeId', 'name'],
      filters: [{ field: 'name', op: '=~', value: 'web-.*' }],
    });
  });

  it('are there as soon as any value is known, as panels wait for them', async () => {
    const packet = (values: string[], read: number) => ({
      data: [
        {
          refId: 'Q0',
          length: values.length,
          fields: [{ name: 'region', config: {}, values }],
          meta: { custom: { progress: { read, expected: 9 }, targets: [{ state: 'loading' }] } },
        },
      ],
    });
    jest.useFakeTimers();
    try {
      backend.mockReturnValueOnce(of(packet([], 0))).mockReturnValueOnce(of(packet(['eu-west-1'], 4)));
      const target = { refId: 'region', resource: 'nodes' as const, field: 'region' };
      const packets = lastValueFrom(
        new FleetVariables(datasource).query({ ...request(), targets: [target] } as never).pipe(toArray())
      );
      await jest.advanceTimersByTimeAsync(20_000);
      expect(await packets).toEqual([
        expect.objectContaining({ state: LoadingState.Done, data: [{ value: 'eu-west-1', text: 'eu-west-1' }] }),
      ]);
    } finally {
      jest.useRealTimers();
    }
  });
});
