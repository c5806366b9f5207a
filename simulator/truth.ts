import { associationPeriod } from './estate/associationSchedule';
import { type Estate, type Machine, nodeIdOf, type PatchItem } from './estate/machine';
import { poweredSpan, respondingSpan, type Span, within } from './metrics/presence';
import { mean, type Signal } from './metrics/signal';
import { workloadOf } from './metrics/workload';
import { AssociationExecutions } from './ssm/associationExecutions';
import { pingStatus } from './ssm/liveness';
import { ManagedNodes } from './ssm/managedNodes';

const MINUTE = 60_000;
/** How long ago an association's execution was that is told of. */
const RECENT_MS = 2 * 24 * 60 * MINUTE;

/**
 * Everything that a dashboard over the estate can be checked against, from outside. Facts, not judgements: what follows
 * from them (a bucket, a display name, a join) is for the checker to say. Times are epoch milliseconds.
 */
export function truth(estate: Estate) {
  return {
    seed: estate.seed,
    madeAt: estate.madeAt,
    accounts: estate.accounts,
    organization: estate.organization,
    baselines: estate.baselines,
    patchGroups: estate.patchGroups,
    associations: associationsTruth(estate),
    activations: estate.activations,
    documents: estate.documents,
    cloudConnectors: estate.cloudConnectors,
    resourceDataSyncs: estate.resourceDataSyncs,
    serviceSettings: estate.serviceSettings,
    opsItems: estate.opsItems,
    commands: estate.commands,
    automations: estate.automations,
    sessions: estate.sessions,
    metricAlarms: estate.metricAlarms,
    compositeAlarms: estate.compositeAlarms,
    parameters: estate.parameters,
    maintenanceWindows: estate.maintenanceWindows,
    totals: totals(estate.machines),
    machines: estate.machines.map(machineTruth),
    vanished: estate.vanished.map(({ machine, at }) => ({ ...machineTruth(machine), vanishedAt: at })),
  };
}

/** Each with its executions of the last two days: it ran each period before it ran last. */
function associationsTruth(estate: Estate) {
  const executions = new AssociationExecutions(estate, new ManagedNodes(estate));
  const since = Date.now() - RECENT_MS;
  return estate.associations.map((each) => ({
    ...each,
    periodMs: associationPeriod(each),
    recentExecutions: executions
      .of(each.associationId, each)
      .filter(({ createdAt }) => createdAt > since)
      .map((execution) => ({ createdAt: execution.createdAt, counts: execution.counts() })),
  }));
}

/** One machine with its lists; null where the estate has no machine of that id. */
export function nodeTruth(estate: Estate, nodeId: string) {
  const machine = estate.machines.find((each) => nodeIdOf(each) === nodeId);
  return machine
    ? {
        ...machineTruth(machine),
        patches: machine.ssm?.patch?.patches ?? [],
        software: machine.ssm?.software ?? [],
        load: recentLoad(machine, Date.now()),
      }
    : null;
}

/**
 * The range of its load over the last half hour, minute by minute, in per cent: sources report at their own pace. Null where
 * nobody could hear it; `inside` is what an agent or an exporter reports, `outside` what its hypervisor does.
 */
function recentLoad(machine: Machine, now: number) {
  const { cpuPercent, memoryUsedPercent } = workloadOf(machine);
  const range = (signal: Signal) => {
    const minutes = Array.from({ length: 30 }, (_, i) => mean(signal, now - (i + 1) * MINUTE, now - i * MINUTE));
    return { low: Math.min(...minutes), high: Math.max(...minutes) };
  };
  const load = { cpuPercent: range(cpuPercent), memoryPercent: range(memoryUsedPercent) };
  const heard = (span: Span) => (within(span, now) && within(span, now - 30 * MINUTE) ? load : null);
  return { inside: heard(respondingSpan(machine)), outside: heard(poweredSpan(machine)) };
}

function machineTruth(machine: Machine) {
  const { key, kind, account, region, names, os, privateIp, power, ssm, ec2, azure, gcp, metrics, tags } = machine;
  return {
    nodeId: nodeIdOf(machine),
    managed: ssm !== null,
    key,
    kind,
    account,
    region,
    names,
    os,
    privateIp,
    power,
    tags,
    metrics,
    ec2,
    azure,
    gcp,
    ssm: ssm && {
      resourceType: ssm.resourceType,
      sourceType: ssm.sourceType,
      sourceId: ssm.sourceId,
      sourceLocation: ssm.sourceLocation,
      activationId: ssm.activationId,
      registeredAt: ssm.registeredAt,
      agentVersion: ssm.agentVersion,
      silentSince: ssm.silentSince,
      pingStatus: pingStatus(ssm),
      patch: ssm.patch && {
        operation: ssm.patch.operation,
        endedAt: ssm.patch.endedAt,
        baselineId: ssm.patch.baselineId,
        patchGroup: ssm.patch.patchGroup,
        counts: ssm.patch.counts,
        openPatches: ssm.patch.openPatches.map(openPatchTruth),
      },
      patchByAssociation: ssm.patchByAssociation && {
        status: ssm.patchByAssociation.status,
        executedAt: ssm.patchByAssociation.executedAt,
        compliantCount: ssm.patchByAssociation.compliantCount,
        nonCompliantBySeverity: ssm.patchByAssociation.nonCompliantBySeverity,
        openPatches: ssm.patchByAssociation.scanned.openPatches.map(openPatchTruth),
      },
      associations: ssm.associations,
    },
  };
}

function openPatchTruth({ kbId, state, severity, classification, cveIds }: PatchItem) {
  return { kbId, state, severity, classification, cveIds };
}

function totals(machines: Machine[]) {
  const byKind: Record<string, number> = {};
  for (const { kind } of machines) {
    byKind[kind] = (byKind[kind] ?? 0) + 1;
  }
  return {
    machines: machines.length,
    managed: machines.filter(({ ssm }) => ssm !== null).length,
    unmanaged: machines.filter(({ ssm }) => ssm === null).length,
    stopped: machines.filter(({ power }) => !power.running).length,
    byKind,
  };
}
