import type { DataFrame } from '@grafana/data';
import type { Answer, SeenMachine } from '../../answer';
import { seriesByKey, type ForeignSeries } from '../../foreignSeries';
import { readHostName } from '../../hostName';
import { matchMachines } from '../../match';
import type { Question } from './question';

/** Azure Resource Graph gives one page of at most 1,000 rows, and Grafana says nothing where it was cut. */
const ROW_LIMIT = 1000;
/** For so few nodes only theirs are asked for. */
const FEW = 20;
/** Resources in one metrics request; all of them must be of one subscription and one location. */
const RESOURCES_A_REQUEST = 50;

const MACHINES = `resources
| where type =~ 'microsoft.compute/virtualmachines'
| project id, name, subscriptionId, resourceGroup, location, vmId = tostring(properties.vmId), computerName = coalesce(tostring(properties.extended.instanceView.computerName), tostring(properties.osProfile.computerName))
| order by id asc`;

interface VirtualMachine extends SeenMachine {
  name: string;
  subscription: string;
  resourceGroup: string;
  location: string;
}

/**
 * Azure Monitor's metrics name a VM by resource group and name, and are asked for resource by resource. So the VMs are
 * looked up first (Resource Graph knows vmId, resource id and computer name) and brought to the nodes. They are asked for in
 * parts that are the same for all panels, so that panels share them: those parts that have a node on display.
 */
export async function askAzureMonitor(question: Question): Promise<Answer> {
  const { enrichment, settings, wanted, fleet } = question;
  const lookup = await question.run({
    queryType: 'Azure Resource Graph',
    // Every subscription that the data source may read. Without the scope Grafana takes the query for incomplete.
    subscriptions: [],
    azureResourceGraph: { query: MACHINES, resultFormat: 'table', scope: 'directory' },
  });
  if (lookup.error) {
    return {
      machines: [],
      problems: [`${enrichment.column}: ${settings.name} could not list its virtual machines: ${lookup.error}`],
    };
  }
  const machines = lookup.frames.flatMap((frame) => virtualMachinesOf(frame, settings.name));
  const problems =
    machines.length >= ROW_LIMIT
      ? [
          `${enrichment.column}: ${settings.name} listed ${machines.length} virtual machines, and Azure Resource Graph returns at most ${ROW_LIMIT}, so some may be missing`,
        ]
      : [];

  const wantedIds = new Set(wanted.map((node) => node.nodeId));
  const { matches } = matchMachines(fleet, machines);
  // In the order of Resource Graph's answer, which is that of their ids.
  const ofFleet = matches
    .map(({ foreign }) => foreign)
    .sort((one, other) => one - other)
    .map((index) => machines[index]);
  const onDisplay = new Set(
    matches.filter(({ node }) => wantedIds.has(fleet[node].nodeId)).map(({ foreign }) => machines[foreign])
  );
  const asked =
    onDisplay.size <= FEW
      ? chunks([...onDisplay])
      : chunks(ofFleet).filter((chunk) => chunk.some((machine) => onDisplay.has(machine)));

  await Promise.all(
    asked.map(async (chunk) => {
      // Grafana asks Azure for the queries of a request one after the other, so not all of them wait for each other.
      const { frames, error } = await question.run(metricsQuery(enrichment.query, chunk), chunk[0].subscription);
      if (error) {
        problems.push(
          `${enrichment.column}: ${settings.name} failed for ${chunk.length} virtual machines in ${chunk[0].location}: ${error}`
        );
      }
      const byAlias = groupByKey(seriesByKey(frames, 'displayName').series);
      for (const machine of chunk) {
        machine.series = byAlias.get(aliasOf(machine)) ?? [];
      }
    })
  );
  return { machines, problems };
}

function virtualMachinesOf(frame: DataFrame, source: string): VirtualMachine[] {
  const column = (name: string): Array<string | null> =>
    frame.fields.find((field) => field.name === name)?.values ?? [];
  return column('id').map((id, row) => {
    const at = (name: string) => column(name)[row] ?? '';
    return {
      source,
      series: [],
      identity: {
        cloudIds: [id ?? '', at('vmId')].filter((one) => one !== '').map((one) => one.toLowerCase()),
        host: readHostName(at('computerName')) ?? undefined,
      },
      name: at('name'),
      subscription: at('subscriptionId'),
      resourceGroup: at('resourceGroup'),
      location: at('location'),
    };
  });
}

function metricsQuery(query: Record<string, unknown>, machines: VirtualMachine[]): Record<string, unknown> {
  const metric = query.azureMonitor as Record<string, unknown>;
  const [{ subscription, location }] = machines;
  return {
    ...query,
    queryType: 'Azure Monitor',
    subscription,
    azureMonitor: {
      ...metric,
      region: location,
      resources: machines.map((machine) => ({
        subscription,
        resourceGroup: machine.resourceGroup,
        resourceName: machine.name,
        metricNamespace: metric.metricNamespace,
        region: location,
      })),
      // Labels lack the resource group, in which alone names are unique; the alias has it.
      alias: '{{resourceGroup}}/{{resourceName}}',
      // Without it Azure gives ten series.
      top: String(machines.length),
    },
  };
}

function aliasOf({ resourceGroup, name }: VirtualMachine): string {
  return `${resourceGroup}/${name}`.toLowerCase();
}

function groupByKey(series: ForeignSeries[]): Map<string, ForeignSeries[]> {
  const groups = new Map<string, ForeignSeries[]>();
  for (const one of series) {
    const key = one.key.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** Parts that one request can ask for: of one subscription and location, not too many. */
function chunks(machines: VirtualMachine[]): VirtualMachine[][] {
  const places = new Map<string, VirtualMachine[]>();
  for (const machine of machines) {
    const place = `${machine.subscription}/${machine.location}`;
    places.set(place, [...(places.get(place) ?? []), machine]);
  }
  return [...places.values()].flatMap((ofPlace) =>
    Array.from({ length: Math.ceil(ofPlace.length / RESOURCES_A_REQUEST) }, (_, index) =>
      ofPlace.slice(index * RESOURCES_A_REQUEST, (index + 1) * RESOURCES_A_REQUEST)
    )
  );
}
