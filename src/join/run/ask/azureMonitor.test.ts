import { FieldType, type DataFrame, type DataSourceInstanceSettings } from '@grafana/data';
import { identityOfNode } from '../../identity';
import type { Node } from '../../nodes';
import { enrichment, node } from '../../testdata/fleet';
import { field, frame } from '../../testdata/frames';
import { recordedFrames } from '../../testdata/recorded';
import { askAzureMonitor } from './azureMonitor';
import type { ChildAnswer } from './question';

type Said = Omit<ChildAnswer, 'asOf'>;

const METRIC = {
  metricNamespace: 'microsoft.compute/virtualmachines',
  metricName: 'Percentage CPU',
  aggregation: 'Average',
};
const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';

/** A node that is the Azure virtual machine of this resource. */
const vmNode = (nodeId: string, resourceGroup: string, vmName: string, subscription = SUBSCRIPTION): Node => ({
  ...node(nodeId, vmName),
  identity: identityOfNode({
    nodeId,
    computerName: `${subscription}:${resourceGroup}:${vmName}`,
    sourceType: 'Microsoft.Compute/virtualMachines',
  }),
});

interface Vm {
  name: string;
  subscription?: string;
  group?: string;
  location?: string;
  computerName?: string | null;
}

/** What Resource Graph lists, with the columns of the recorded table. */
function listing(vms: Vm[]): DataFrame {
  const rows = vms.map(
    ({ name, subscription = SUBSCRIPTION, group = 'rg-app', location = 'westeurope', computerName = null }) => ({
      id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
      name,
      subscriptionId: subscription,
      resourceGroup: group,
      location,
      vmId: `vmid-of-${group}-${name}`,
      computerName,
    })
  );
  const columns = ['id', 'name', 'subscriptionId', 'resourceGroup', 'location', 'vmId', 'computerName'] as const;
  return frame(
    ...columns.map((name) =>
      field(
        name,
        FieldType.string,
        rows.map((row) => row[name])
      )
    )
  );
}

/** One series an asked machine, under the alias that Grafana makes of group and name. */
function metricsOf(query: Record<string, unknown>): DataFrame[] {
  const { resources } = query.azureMonitor as { resources: Array<Record<string, string>> };
  return resources.map(({ resourceGroup, resourceName }, index) => {
    const value = field('Percentage CPU', FieldType.number, [index + 1], { resourceName });
    value.config = { displayName: `${resourceGroup}/${resourceName}` };
    return frame(field('Time', FieldType.time, [1]), value);
  });
}

interface Asked {
  fleet?: Node[];
  list?: Said;
  metrics?: (query: Record<string, unknown>) => Said;
}

async function ask(
  wanted: Node[],
  {
    fleet = wanted,
    list = { frames: recordedFrames('azureMachines') },
    metrics = (query) => ({ frames: metricsOf(query) }),
  }: Asked = {}
) {
  const queries: Array<Record<string, unknown>> = [];
  const companies: Array<string | undefined> = [];
  const answer = await askAzureMonitor({
    enrichment: enrichment({
      query: { azureMonitor: METRIC, intervalMs: 60_000 },
      key: { label: 'displayName', kind: 'cloudId' },
    }),
    settings: { name: 'Azure' } as DataSourceInstanceSettings,
    wanted,
    fleet,
    asSeries: false,
    run: async (query, company) => {
      queries.push(query);
      companies.push(company);
      return { ...(query.queryType === 'Azure Resource Graph' ? list : metrics(query)), asOf: 1 };
    },
  });
  return { ...answer, lookup: queries[0], queries: queries.slice(1), companies };
}

const heard = ({ machines }: Awaited<ReturnType<typeof ask>>) =>
  machines.filter(({ series }) => series.length > 0).map(({ identity }) => identity.cloudIds[0].split('/').at(-1));

describe('askAzureMonitor', () => {
  it('lists the virtual machines of every subscription first, as a table', async () => {
    const { lookup } = await ask([]);
    expect(lookup).toMatchObject({ queryType: 'Azure Resource Graph', subscriptions: [] });
    expect(lookup.azureResourceGraph).toMatchObject({ resultFormat: 'table', scope: 'directory' });
    const { query } = lookup.azureResourceGraph as { query: string };
    expect(query).toMatch(/^resources\n\| where type =~ 'microsoft.compute\/virtualmachines'\n/);
    expect(query).toMatch(/\| order by id asc$/);
    for (const column of ['id', 'name', 'subscriptionId', 'resourceGroup', 'location', 'vmId', 'computerName']) {
      expect(query).toMatch(new RegExp(`\\| project .*\\b${column}\\b`));
    }
  });

  it('knows a machine by resource, by vmId and by computer name', async () => {
    const { machines } = await ask([], {
      list: { frames: [listing([{ name: 'VM01', computerName: 'Host01.example.com' }, { name: 'vm02' }])] },
    });
    const resource = `/subscriptions/${SUBSCRIPTION}/resourcegroups/rg-app/providers/microsoft.compute/virtualmachines`;
    expect(machines.map(({ identity, source, series }) => [identity, source, series])).toEqual([
      [
        {
          cloudIds: [`${resource}/vm01`, 'vmid-of-rg-app-vm01'],
          host: { fqdn: 'host01.example.com', short: 'host01' },
        },
        'Azure',
        [],
      ],
      [{ cloudIds: [`${resource}/vm02`, 'vmid-of-rg-app-vm02'] }, 'Azure', []],
    ]);
  });

  it('asks for the machines of nodes on display, by an alias that tells resource groups apart', async () => {
    const onDisplay = vmNode('mi-4', 'rg-db', 'web01');
    const answer = await ask([onDisplay], { fleet: [onDisplay, vmNode('mi-1', 'rg-app', 'web01')] });
    expect(answer.queries).toEqual([
      {
        intervalMs: 60_000,
        queryType: 'Azure Monitor',
        subscription: SUBSCRIPTION,
        azureMonitor: {
          ...METRIC,
          region: 'westeurope',
          resources: [
            {
              subscription: SUBSCRIPTION,
              resourceGroup: 'rg-db',
              resourceName: 'web01',
              metricNamespace: 'microsoft.compute/virtualmachines',
              region: 'westeurope',
            },
          ],
          alias: '{{resourceGroup}}/{{resourceName}}',
          top: '1',
        },
      },
    ]);
    expect(answer.machines).toHaveLength(10);
    expect(answer.problems).toEqual([]);
    expect(heard(answer)).toEqual(['web01']);
  });

  it('gives each machine the series of its own group, in whatever case Azure writes it', async () => {
    const wanted = [vmNode('mi-1', 'rg-app', 'web01'), vmNode('mi-4', 'rg-db', 'web01')];
    const { machines } = await ask(wanted, {
      list: {
        frames: [
          listing([
            { name: 'web01', group: 'RG-App' },
            { name: 'web01', group: 'rg-db' },
          ]),
        ],
      },
      metrics: () => ({ frames: recordedFrames('azureCpuByAlias') }),
    });
    expect(machines.map(({ series }) => series.map(({ field: { values } }) => values))).toEqual([
      [[10.5, 11.5, 12.5]],
      [[12.5, 13.5, 14.5]],
    ]);
  });

  it('keeps several series of one machine, as metrics that are split have them', async () => {
    const once = recordedFrames('azureCpuByAlias').slice(0, 1);
    const { machines } = await ask([vmNode('mi-1', 'rg-app', 'web01')], {
      list: { frames: [listing([{ name: 'web01' }])] },
      metrics: () => ({ frames: [...once, ...once] }),
    });
    expect(machines[0].series).toHaveLength(2);
  });

  it('lets a machine that is listed without metrics have none', async () => {
    const { machines, problems } = await ask([vmNode('mi-1', 'rg-app', 'web01')], { metrics: () => ({ frames: [] }) });
    expect(machines[0].series).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('asks in requests of one subscription and one location, of fifty machines at the most', async () => {
    const other = '22222222-2222-4222-8222-222222222222';
    const many: Vm[] = Array.from({ length: 51 }, (_, index) => ({ name: `vm${index}` }));
    const vms: Vm[] = [...many, { name: 'north', location: 'northeurope' }, { name: 'other', subscription: other }];
    const wanted = vms.map(({ name, subscription }) => vmNode(`mi-${name}`, 'rg-app', name, subscription));
    const answer = await ask(wanted, { list: { frames: [listing(vms)] } });
    expect(
      answer.queries.map(({ subscription, azureMonitor }) => {
        const { region, top, resources } = azureMonitor as { region: string; top: string; resources: unknown[] };
        return [subscription, region, top, resources.length];
      })
    ).toEqual([
      [SUBSCRIPTION, 'westeurope', '50', 50],
      [SUBSCRIPTION, 'westeurope', '1', 1],
      [SUBSCRIPTION, 'northeurope', '1', 1],
      [other, 'westeurope', '1', 1],
    ]);
    expect(heard(answer)).toHaveLength(53);
    // The look-up travels alone.
    expect(answer.companies).toEqual([undefined, SUBSCRIPTION, SUBSCRIPTION, SUBSCRIPTION, other]);
  });

  it('asks in parts that are the same whichever nodes are on display, where they are more than a few', async () => {
    const vms: Vm[] = Array.from({ length: 120 }, (_, index) => ({ name: `vm${index}` }));
    const fleet = vms.map(({ name }) => vmNode(`mi-${name}`, 'rg-app', name));
    const list = { frames: [listing([...vms, { name: 'stranger' }])] };
    const partsOf = async (wanted: Node[]) =>
      (await ask(wanted, { fleet, list })).queries.map(({ azureMonitor }) =>
        (azureMonitor as { resources: Array<{ resourceName: string }> }).resources.map(
          ({ resourceName }) => resourceName
        )
      );
    const names = vms.map(({ name }) => name);
    const parts = [names.slice(0, 50), names.slice(50, 100), names.slice(100)];
    expect(await partsOf(fleet)).toEqual(parts);
    expect(await partsOf([...fleet.slice(60, 100), fleet[110]].reverse())).toEqual(parts.slice(1));
    expect(await partsOf(fleet.slice(60, 80))).toEqual([names.slice(60, 80)]);
  });

  it('asks for no metrics where none of its machines is on display', async () => {
    const { queries, machines } = await ask([node('mi-9', 'nobody')]);
    expect(queries).toEqual([]);
    expect(machines).toHaveLength(10);
  });

  it('says so where Resource Graph has given as many rows as it ever does', async () => {
    const vms = (count: number): Asked => ({
      list: { frames: [listing(Array.from({ length: count }, (_, index) => ({ name: `vm${index}` })))] },
    });
    expect((await ask([], vms(999))).problems).toEqual([]);
    expect((await ask([], vms(1000))).problems).toEqual([
      'CPU: Azure listed 1000 virtual machines, and Azure Resource Graph returns at most 1000, so some may be missing',
    ]);
  });

  it('says that it could not list, and asks for nothing', async () => {
    const answer = await ask([vmNode('mi-1', 'rg-app', 'web01')], {
      list: { frames: recordedFrames('azureMachines'), error: '403 Forbidden' },
    });
    expect(answer).toMatchObject({
      machines: [],
      problems: ['CPU: Azure could not list its virtual machines: 403 Forbidden'],
      queries: [],
    });
  });

  it('keeps what one request says when another fails, and says how many machines that costs', async () => {
    const vms: Vm[] = [{ name: 'a' }, { name: 'b' }, { name: 'c', location: 'northeurope' }];
    const answer = await ask(
      vms.map(({ name }) => vmNode(`mi-${name}`, 'rg-app', name)),
      {
        list: { frames: [listing(vms)] },
        metrics: (query) =>
          (query.azureMonitor as { region: string }).region === 'westeurope'
            ? { frames: [], error: 'status: 429' }
            : { frames: metricsOf(query) },
      }
    );
    expect(answer.problems).toEqual(['CPU: Azure failed for 2 virtual machines in westeurope: status: 429']);
    expect(heard(answer)).toEqual(['c']);
  });

  it('survives a listing without some of its columns, and rows without an id', async () => {
    const ids = frame(field('id', FieldType.string, [null, '/A']));
    const { machines } = await ask([], { list: { frames: [ids, frame()] } });
    expect(machines.map(({ identity }) => identity)).toEqual([{ cloudIds: [] }, { cloudIds: ['/a'] }]);
  });
});
