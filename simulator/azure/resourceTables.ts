import type { Estate } from '../estate/machine';
import { respondingSpan, within } from '../metrics/presence';
import { hashUnit, seedOf } from '../metrics/signal';
import type { Tables } from './kql/run';
import type { Row, Table } from './kql/table';
import { patchAssessments } from './patchAssessments';
import { tenantId } from './subscriptions';
import { AzureMachine, visibleVirtualMachines } from './virtualMachines';

const common = ['id', 'name', 'type', 'tenantId', 'kind', 'location', 'resourceGroup', 'subscriptionId'];

/**
 * Resource Graph's tables over the estate. Ids keep the spelling that a resource was made with in `resources`, while
 * `resourceGroup` and the ids of `patchassessmentresources` are in lower case, as Azure has it. Made when first asked for.
 */
export function resourceTables(estate: Estate, now: number): Tables {
  const machines = visibleVirtualMachines(estate);
  const made = new Map<string, Table>();
  const makers: Record<string, () => Table> = {
    resources: () => ({
      columns: [...common, 'sku', 'properties', 'tags', 'zones'],
      rows: machines.map((machine) => virtualMachine(machine, now)),
    }),
    resourcecontainers: () => ({ columns: [...common, 'properties', 'tags'], rows: containers(estate, machines) }),
    patchassessmentresources: () => ({ columns: [...common, 'properties'], rows: patchAssessments(machines, now) }),
  };
  return (name) => {
    if (!made.has(name) && Object.hasOwn(makers, name)) {
      made.set(name, makers[name]());
    }
    return made.get(name);
  };
}

function virtualMachine(machine: AzureMachine, now: number): Row {
  const { azure, os, names, power } = machine;
  const seed = seedOf(azure.vmId);
  // A VM made from a specialised disk has no OS profile, and one whose agent is silent no view of its inside.
  const specialised = hashUnit(seed, 1) < 0.04;
  const agentRuns = within(respondingSpan(machine), now);
  const stoppedCode = hashUnit(seed, 2) < 0.7 ? 'deallocated' : 'stopped';
  const code = power.running ? 'running' : stoppedCode;
  return {
    id: azure.resourceId,
    name: azure.vmName,
    type: 'microsoft.compute/virtualmachines',
    tenantId,
    kind: '',
    location: azure.location,
    resourceGroup: azure.resourceGroup.toLowerCase(),
    subscriptionId: azure.subscriptionId,
    sku: null,
    zones: null,
    tags: pick(machine.tags, ['Application', 'Environment', 'Owner']),
    properties: {
      vmId: azure.vmId,
      provisioningState: 'Succeeded',
      hardwareProfile: { vmSize: azure.size },
      storageProfile: {
        osDisk: { osType: os.type, name: `${azure.vmName}-os`, createOption: specialised ? 'Attach' : 'FromImage' },
      },
      ...(specialised ? {} : { osProfile: { computerName: names.hostname } }),
      extended: {
        instanceView: {
          ...(agentRuns ? { computerName: names.hostname, osName: os.name, osVersion: os.version } : {}),
          powerState: { code: `PowerState/${code}`, level: 'Info', displayStatus: `VM ${code}` },
        },
      },
    },
  };
}

function containers({ azureSubscriptions }: Estate, machines: AzureMachine[]): Row[] {
  const groups = new Map(
    machines.map(({ azure }) => [
      `${azure.subscriptionId}/${azure.resourceGroup}`.toLowerCase(),
      { name: azure.resourceGroup, subscriptionId: azure.subscriptionId, location: azure.location },
    ])
  );
  const subscriptions = azureSubscriptions.map(({ subscriptionId, displayName }) => ({
    id: `/subscriptions/${subscriptionId}`,
    name: displayName,
    type: 'microsoft.resources/subscriptions',
    location: '',
    resourceGroup: '',
    subscriptionId,
  }));
  const resourceGroups = [...groups.values()].map(({ name, subscriptionId, location }) => ({
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'microsoft.resources/subscriptions/resourcegroups',
    location,
    resourceGroup: name.toLowerCase(),
    subscriptionId,
  }));
  return [...subscriptions, ...resourceGroups].map((row) => ({
    ...row,
    tenantId,
    kind: '',
    properties: {},
    tags: null,
  }));
}

function pick(tags: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.filter((name) => name in tags).map((name) => [name, tags[name]]));
}
