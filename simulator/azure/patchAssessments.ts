import type { PatchItem } from '../estate/machine';
import { hashUnit, seedOf } from '../metrics/signal';
import type { Row } from './kql/table';
import { tenantId } from './subscriptions';
import type { AzureMachine } from './virtualMachines';

const DAY = 86_400_000;

const classificationKeys: Record<string, string> = {
  CriticalUpdates: 'critical',
  SecurityUpdates: 'security',
  Security: 'security',
  UpdateRollups: 'updateRollup',
  FeaturePacks: 'featurePack',
  ServicePacks: 'servicePack',
  DefinitionUpdates: 'definition',
  Tools: 'tools',
  Updates: 'updates',
};

/**
 * What Azure Update Manager found on its own last look, within the past day; a stopped VM keeps its last one for 7 days. It looks at
 * the same packages as SSM does, at another time; a VM that was never scanned there was never assessed here.
 */
export function patchAssessments(machines: AzureMachine[], now: number): Row[] {
  return machines.flatMap((machine) => {
    const assessed = (machine.power.stoppedAt ?? now) - hashUnit(seedOf(machine.azure.vmId), 3) * DAY;
    const patch = machine.ssm?.patch;
    if (!patch || assessed < now - 7 * DAY) {
      return [];
    }
    const missing = patch.patches.filter(({ state }) => state === 'Missing' || state === 'Failed');
    const common = {
      tenantId,
      kind: '',
      location: machine.azure.location,
      resourceGroup: machine.azure.resourceGroup.toLowerCase(),
      subscriptionId: machine.azure.subscriptionId,
    };
    const id = `${machine.azure.resourceId}/patchAssessmentResults/latest`.toLowerCase();
    const type = 'microsoft.compute/virtualmachines/patchassessmentresults';
    const properties = {
      osType: machine.os.type,
      status: 'Succeeded',
      startDateTime: new Date(assessed).toISOString(),
      lastModifiedDateTime: new Date(assessed + 90_000).toISOString(),
      startedBy: 'Platform',
      patchServiceUsed: machine.os.type === 'Windows' ? 'WU' : /ubuntu|debian/i.test(machine.os.name) ? 'APT' : 'YUM',
      errorDetails: null,
      rebootPending: patch.patches.some(({ state }) => state === 'InstalledPendingReboot'),
      availablePatchCountByClassification: countByClassification(missing),
    };
    return [
      { id, name: 'latest', type, properties, ...common },
      ...missing.map((item, i) => ({
        id: `${id}/softwarepatches/${i}`,
        name: String(i),
        type: `${type}/softwarepatches`,
        properties: softwarePatch(item, machine.os.type),
        ...common,
      })),
    ];
  });
}

function countByClassification(missing: PatchItem[]): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(
    [...Object.values(classificationKeys), 'other'].map((key) => [key, 0])
  );
  for (const { classification } of missing) {
    counts[classificationKeys[classification] ?? 'other']++;
  }
  return counts;
}

function softwarePatch(item: PatchItem, osType: string): Row {
  return {
    patchName: item.title,
    ...(osType === 'Windows'
      ? { kbId: item.kbId.replace(/^KB/, '') }
      : { version: item.title.slice(item.title.lastIndexOf(':') + 1) }),
    classifications: [item.classification],
    rebootBehavior: 'CanRequestReboot',
  };
}
