import type { AzureFacts, Machine } from '../estate/machine';
import { makeEstate } from '../estate/makeEstate';
import { mean } from '../metrics/signal';
import { workloadOf } from '../metrics/workload';
import type { SimResponse } from '../route';
import { makeAzureRoute } from './azureRoute';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 30);
const estate = makeEstate({ nodes: 1200, seed: 7, now: NOW });
type Vm = Machine & { azure: AzureFacts };
const vms = estate.machines.filter((machine): machine is Vm => machine.azure !== null && machine.metrics.azureMonitor);
const running = vms.filter(({ power }) => power.running);
const stopped = vms.filter(({ power }) => !power.running);
const { subscriptionId } = running[0].azure;

let clock = NOW;
const route = makeAzureRoute(estate, () => clock);
// Each question in a quota window of its own.
beforeEach(() => (clock += 6000));

async function send(method: string, path: string, body?: unknown): Promise<SimResponse> {
  const url = new URL(path, 'http://127.0.0.1:4566');
  const request = { method, url, headers: {}, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
  expect(route.match(request)).toBe(true);
  return route.handle(request);
}
async function answer(method: string, path: string, body?: unknown) {
  const response = await send(method, path, body);
  return { status: response.status, headers: response.headers, json: JSON.parse(String(response.body)) };
}
const graph = (query: string, more: object = {}) =>
  answer('POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2021-06-01-preview', {
    query,
    options: { resultFormat: 'objectArray' },
    ...more,
  });
const span = 'timespan=2026-11-20T11%3A00%3A00Z%2F2026-11-20T12%3A00%3A00Z';
const cpu = `aggregation=Average&api-version=2021-05-01&interval=PT5M&metricnames=Percentage+CPU&metricnamespace=Microsoft.Compute%2FvirtualMachines&${span}`;

describe('subscriptions', () => {
  it('lists them and gives the details of one', async () => {
    const { json } = await answer('GET', '/subscriptions?api-version=2019-03-01');
    expect(json.value.map((one: { displayName: string }) => one.displayName)).toEqual(
      estate.azureSubscriptions.map(({ displayName }) => displayName)
    );
    expect((await answer('GET', `/subscriptions/${subscriptionId}?api-version=2022-12-01`)).json).toMatchObject({
      subscriptionId,
    });
  });

  it('says that one does not exist', async () => {
    const { status, json } = await answer(
      'GET',
      '/subscriptions/11111111-1111-4111-8111-111111111111?api-version=2022-12-01'
    );
    expect(status).toBe(404);
    expect(json.error.code).toBe('SubscriptionNotFound');
  });

  it('has what the health check of Grafana asks for', async () => {
    const { json } = await answer(
      'GET',
      `/subscriptions/${subscriptionId}/providers/Microsoft.OperationalInsights/workspaces?api-version=2017-04-26-preview`
    );
    const { customerId } = json.value[0].properties;
    const logs = await answer('POST', `/v1/workspaces/${customerId}/query`, { query: 'AzureActivity | limit 1' });
    expect(logs).toMatchObject({ status: 200, json: { tables: [{ name: 'PrimaryResult', rows: [] }] } });
    expect((await graph('Resources | project id | limit 1', { subscriptions: [subscriptionId] })).json.count).toBe(1);
    expect((await answer('POST', `/v1/workspaces/${customerId}/query`, { query: 'Nothing' })).status).toBe(400);
  });
});

describe('Resource Graph', () => {
  const machines = `resources
    | where type in~ ('microsoft.compute/virtualmachines','microsoft.hybridcompute/machines')
    | project id, name, type, subscriptionId, resourceGroup, location,
        computerName = tostring(coalesce(properties.extended.instanceView.computerName, properties.osProfile.computerName)),
        vmId = tostring(properties.vmId), osType = tostring(properties.storageProfile.osDisk.osType),
        powerState = tostring(properties.extended.instanceView.powerState.code), tags
    | order by id asc`;

  it('gives every machine that the reader may see, as objects and as a table', async () => {
    const { json } = await graph(machines);
    expect(json).toMatchObject({ totalRecords: vms.length, count: vms.length, resultTruncated: 'false' });
    const vm = stopped[0];
    expect(json.data.find(({ vmId }: { vmId: string }) => vmId === vm.azure.vmId)).toMatchObject({
      id: vm.azure.resourceId,
      name: vm.azure.vmName,
      osType: vm.os.type,
      powerState: expect.stringMatching(/^PowerState\/(stopped|deallocated)$/),
    });
    const table = (await graph(machines, { options: { resultFormat: 'table' } })).json.data;
    expect(table.columns).toContainEqual({ name: 'tags', type: 'object' });
    expect(table.rows).toHaveLength(vms.length);
    expect(table.rows[0]).toEqual(Object.values(json.data[0]));
  });

  it('keeps to the subscriptions asked for', async () => {
    const { json } = await graph(machines, { subscriptions: [subscriptionId] });
    expect(json.totalRecords).toBe(vms.filter(({ azure }) => azure.subscriptionId === subscriptionId).length);
  });

  it('tells of patches with ids in lower case, and of nobody who was never scanned', async () => {
    const { json } = await graph(`patchassessmentresources | where type !has 'softwarepatches'
      | extend machineId = split(tolower(id), '/patchassessmentresults/')[0]
      | project machineId, rebootPending = tostring(properties.rebootPending), critical = toint(properties.availablePatchCountByClassification.critical)`);
    const scanned = vms.filter(({ ssm }) => ssm?.patch).map(({ azure }) => azure.resourceId.toLowerCase());
    expect(json.count).toBeGreaterThan(0.8 * scanned.length);
    for (const row of json.data) {
      expect(scanned).toContain(row.machineId);
      expect(['true', 'false']).toContain(row.rebootPending);
      expect(row.critical).toBeGreaterThanOrEqual(0);
    }
  });

  it('answers the pickers of the query editor', async () => {
    const subscriptions = await graph(`
        resources
        | join kind=inner (
                  ResourceContainers
                    | where type == 'microsoft.resources/subscriptions'
                    | project subscriptionName=name, subscriptionURI=id, subscriptionId
                  ) on subscriptionId

        | summarize count=count() by subscriptionName, subscriptionURI, subscriptionId
        | order by subscriptionName desc
      `);
    expect(subscriptions.json.data.reduce((sum: number, row: { count: number }) => sum + row.count, 0)).toBe(
      vms.length
    );
    const groups = await graph(`resources
    | where type in ("microsoft.compute/virtualmachines","microsoft.storage/storageaccounts")
    | where subscriptionId == '${subscriptionId}'

    | extend resourceGroupURI = strcat("/subscriptions/", subscriptionId, "/resourcegroups/", resourceGroup)
    | join kind=leftouter (resourcecontainers
        | where type =~ 'microsoft.resources/subscriptions/resourcegroups'
        | project resourceGroupName=name, resourceGroupURI=tolower(id)) on resourceGroupURI
    | project resourceGroupName=iff(resourceGroupName != "", resourceGroupName, resourceGroup), resourceGroupURI
    | summarize count=count() by resourceGroupName, resourceGroupURI
    | order by tolower(resourceGroupName) asc `);
    const [group] = groups.json.data;
    const inGroup = vms.filter(({ azure }) =>
      azure.resourceId.toLowerCase().startsWith(`${group.resourceGroupURI}/`.toLowerCase())
    );
    expect(group.count).toBe(inGroup.length);
    const resources = await graph(`resources
        | where id hasprefix "${group.resourceGroupURI}/"

        | order by tolower(name) asc`);
    expect(resources.json.data.map((row: { id: string }) => row.id).sort()).toEqual(
      inGroup.map(({ azure }) => azure.resourceId).sort()
    );
  });

  it('gives 1,000 rows a page and a token, none to a query that limits itself', async () => {
    const large = makeEstate({ nodes: 9000, seed: 7, now: NOW });
    const total = large.machines.filter(({ azure, metrics }) => azure && metrics.azureMonitor).length;
    const page = async (query: string, $skipToken?: string) => {
      const request = {
        method: 'POST',
        headers: {},
        url: new URL('http://x/providers/Microsoft.ResourceGraph/resources'),
        body: Buffer.from(JSON.stringify({ query, options: { $skipToken } })),
      };
      return JSON.parse(String((await largeRoute.handle(request)).body));
    };
    const largeRoute = makeAzureRoute(large, () => clock);
    const first = await page('resources | project id');
    const second = await page('resources | project id', first.$skipToken);
    expect([first.count, second.count, second.$skipToken]).toEqual([1000, total - 1000, undefined]);
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(total);
    expect(await page('resources | project id | limit 1200')).toMatchObject({ count: 1000, resultTruncated: 'true' });
  });

  it('says what is wrong with a query', async () => {
    const { status, json } = await graph('resources | wherever x');
    expect(status).toBe(400);
    expect(json.error.code).toBe('BadRequest');
    expect(json.error.details.map(({ code }: { code: string }) => code)).toEqual(['InvalidQuery', 'ParserFailure']);
    expect(json.error.details[1]).toMatchObject({ line: 1, characterPositionInLine: 12, token: 'wherever' });
    expect((await graph('virtualmachines | count')).json.error.details[1].code).toBe('DisallowedLogicalTableName');
  });

  it('throttles the 16th query in 5 seconds', async () => {
    for (let i = 0; i < 15; i++) {
      expect((await graph('resources | count')).status).toBe(200);
    }
    const { status, headers, json } = await graph('resources | count');
    expect([status, json.error.code, headers['x-ms-user-quota-remaining']]).toEqual([429, 'RateLimiting', '0']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    clock += 5000;
    expect((await graph('resources | count')).status).toBe(200);
  });
});

describe('metrics', () => {
  const metricsOf = (vm: Vm, parameters: string) =>
    answer('GET', `${vm.azure.resourceId}/providers/microsoft.insights/metrics?${parameters}`);

  it('answers for one machine what it went through', async () => {
    const { json } = await metricsOf(running[0], `${cpu}&top=10`);
    expect(json).toMatchObject({
      cost: 59,
      interval: 'PT5M',
      value: [{ name: { localizedValue: 'Percentage CPU' }, unit: 'Percent' }],
    });
    const { data, metadatavalues } = json.value[0].timeseries[0];
    expect(metadatavalues).toEqual([]);
    expect(data).toHaveLength(12);
    expect(data[0].timeStamp).toBe('2026-11-20T11:00:00Z');
    const start = Date.parse(data[0].timeStamp);
    expect(data[0].average).toBeCloseTo(mean(workloadOf(running[0]).cpuPercent, start, start + 300_000), 6);
  });

  it('gives a stopped machine points without values', async () => {
    const { json } = await metricsOf(stopped[0], cpu);
    expect(json.value[0].timeseries[0].data[3]).toEqual({ timeStamp: '2026-11-20T11:15:00Z' });
  });

  it('answers for several machines of a subscription, each series under its id, up to top', async () => {
    const some = running.filter(({ azure }) => azure.subscriptionId === subscriptionId).slice(0, 12);
    const off = stopped.find(({ azure }) => azure.subscriptionId === subscriptionId)!;
    const filter = [...some, off].map(({ azure }) => `Microsoft.ResourceId eq '${azure.resourceId}'`).join(' or ');
    const ask = async (parameters: string) => {
      const path = `/subscriptions/${subscriptionId}/providers/microsoft.insights/metrics?${cpu}${parameters}`;
      const { json } = await answer('POST', path, { filter });
      return json.value[0].timeseries.map(
        (one: { metadatavalues: Array<{ value: string }> }) => one.metadatavalues[0].value
      );
    };
    expect((await ask('&top=100')).sort()).toEqual(some.map(({ azure }) => azure.resourceId).sort());
    expect(await ask('')).toHaveLength(10);
    const { location } = some[0].azure;
    expect(await ask(`&top=100&region=${location}`)).toHaveLength(
      some.filter(({ azure }) => azure.location === location).length
    );
  });

  it('splits by a dimension', async () => {
    const disk = cpu.replace('Percentage+CPU', 'Data+Disk+Read+Bytes%2Fsec');
    const luns = async (filter: string) => {
      const { json } = await metricsOf(running[0], `${disk}&%24filter=${encodeURIComponent(filter)}`);
      return json.value[0].timeseries.map((one: { metadatavalues: object[] }) => one.metadatavalues);
    };
    const lun = (value: string) => [{ name: { value: 'lun', localizedValue: 'lun' }, value }];
    expect(await luns("LUN eq '*'")).toEqual([lun('0'), lun('1')]);
    expect(await luns("LUN eq '1' or LUN eq '7'")).toEqual([lun('1')]);
  });

  it.each([
    ['interval=PT2M', 400, 'Detected invalid time grain input: PT2M'],
    ['metricnames=Percent+CPU', 400, 'Failed to find metric configuration'],
    ['aggregation=Median', 400, 'Detected invalid aggregation input: median'],
    ['timespan=yesterday', 400, 'The timespan yesterday'],
    ["%24filter=LUN eq '*'", 400, 'does not support requested dimension'],
    ['%24filter=nonsense', 400, 'The $filter could not be read'],
  ])('refuses %s', async (parameter, status, message) => {
    const name = parameter.split('=')[0];
    const parameters = `${cpu
      .split('&')
      .filter((one) => !one.startsWith(`${name}=`))
      .join('&')}&${parameter}`;
    const { status: got, json } = await metricsOf(running[0], parameters);
    expect([got, json.error.message]).toEqual([status, expect.stringContaining(message)]);
  });

  it('says that a machine does not exist, also of those that the reader may not see', async () => {
    const unknown = { ...running[0], azure: { ...running[0].azure, resourceId: `${running[0].azure.resourceId}x` } };
    const hidden = estate.machines.find(({ azure, metrics }) => azure && !metrics.azureMonitor) as Vm;
    for (const vm of [unknown, hidden]) {
      const { status, json } = await metricsOf(vm, cpu);
      expect([status, json.error.code]).toEqual([404, 'ResourceNotFound']);
    }
  });

  it('finds a machine whatever the case of its id, and describes its metrics', async () => {
    const id = running[0].azure.resourceId.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions');
    const { json } = await answer('GET', `${id}/providers/microsoft.insights/metricdefinitions?api-version=2018-01-01`);
    expect(json.value.map((one: { name: { value: string } }) => one.name.value)).toContain('Available Memory Bytes');
    const namespaces = await answer(
      'GET',
      `/subscriptions/${subscriptionId}/providers/microsoft.insights/metricNamespaces?api-version=2017-12-01-preview&region=westeurope`
    );
    expect(namespaces.json.value[0].properties.metricNamespaceName).toBe('Microsoft.Compute/virtualMachines');
  });
});
