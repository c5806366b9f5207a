import type { MachineTruth, NodeTruth, Truth } from './truth';

/**
 * What the dashboards should show of a machine, worked out from the truth about it and from the documented rules, in nobody
 * else's code. Statuses are told by the words that stand on the page, without the sign before them.
 */

/** Older evidence of a compliant node is stale: the data source's default. */
const STALE_AFTER_MS = 7 * 86_400_000;

export const PATCH_STATUSES = [
  'Failed',
  'Missing',
  'Rejected',
  'Pending reboot',
  'Security update available',
  'Stale',
  'Unknown',
  'Never reported',
  'Unmanaged',
  'Compliant',
];
export const ASSOCIATION_STATUSES = ['Failed', 'Pending', 'Unknown', 'No association', 'Success'];
export const PING_STATUSES = ['Connection lost', 'Inactive', 'Unknown', 'Online'];

const SHORT_WORDS: Record<string, string> = {
  'Pending reboot': 'Reboot',
  'Security update available': 'Security',
  'No association': 'None',
  'Connection lost': 'Lost',
};

/** Narrow columns say the same in fewer letters. */
export function shortWord(word: string): string {
  return SHORT_WORDS[word] ?? word;
}

/** The rules of docs/patch-buckets.md. */
export function patchStatus({ nodeId, ssm, power }: MachineTruth, { baselines }: Truth, now: number): string {
  if (!ssm) {
    return power.running ? 'Unmanaged' : 'Unknown';
  }
  const { patch, patchByAssociation } = ssm;
  const isNonCompliant = patchByAssociation?.status === 'NON_COMPLIANT';
  const isOld = now - (patchReported({ ssm }) ?? 0) > STALE_AFTER_MS;
  if (!patch) {
    return firstThatHolds([
      [!/^m?i-/.test(nodeId!), 'Unknown'],
      [!patchByAssociation, 'Never reported'],
      [isNonCompliant, 'Missing'],
      [isOld, 'Stale'],
    ]);
  }
  const { counts, baselineId } = patch;
  const baseline = baselines.find((each) => each.baselineId === baselineId);
  const securityCounts = baseline?.availableSecurityUpdatesComplianceStatus === 'NON_COMPLIANT';
  return firstThatHolds([
    [counts.Failed > 0, 'Failed'],
    [counts.Missing > 0, 'Missing'],
    [counts.InstalledRejected > 0, 'Rejected'],
    [counts.InstalledPendingReboot > 0, 'Pending reboot'],
    [securityCounts && counts.AvailableSecurityUpdate > 0, 'Security update available'],
    [isNonCompliant, 'Unknown'],
    [isOld, 'Stale'],
  ]);
}

function firstThatHolds(rules: Array<[boolean, string]>): string {
  return rules.find(([holds]) => holds)?.[1] ?? 'Compliant';
}

/** When what its status is told by was reported: the patch state goes before what the association found. */
export function patchReported({ ssm }: Pick<MachineTruth, 'ssm'>): number | null {
  return ssm?.patch?.endedAt ?? ssm?.patchByAssociation?.executedAt ?? null;
}

/**
 * Its noncompliant patches: what AWS counts as critical is not counted as security, too. What the association found is
 * counted where there is no patch state, by severity alone.
 */
export function patchGaps({ ssm }: MachineTruth, { baselines }: Truth): { critical: number; security: number } {
  if (!ssm?.patch) {
    return { critical: ssm?.patchByAssociation?.nonCompliantBySeverity.Critical ?? 0, security: 0 };
  }
  const { baselineId, openPatches } = ssm.patch;
  const baseline = baselines.find((each) => each.baselineId === baselineId);
  const securityCounts = baseline?.availableSecurityUpdatesComplianceStatus === 'NON_COMPLIANT';
  const open = openPatches.filter(({ state }) => state !== 'AvailableSecurityUpdate' || securityCounts);
  const [critical, others] = [open.filter(isCritical), open.filter((patch) => !isCritical(patch))];
  return {
    critical: critical.length,
    security: others.filter(({ classification }) => /^Security/.test(classification)).length,
  };
}

const isCritical = ({ severity }: { severity: string }) => severity === 'Critical';

/** Of a node that has none, or that Systems Manager can't be known not to manage, AWS says nothing. */
export function associationStatus({ ssm, power }: MachineTruth): string {
  if (!ssm) {
    return power.running ? 'No association' : 'Unknown';
  }
  const words = ssm.associations.map(associationWord);
  return ['Failed', 'Pending', 'Unknown', 'Success'].find((word) => words.includes(word)) ?? 'Unknown';
}

/** One association's status on one node: what waits is pending, and what was skipped nobody knows. */
export function associationWord({ status }: { status: string }): string {
  return { Success: 'Success', Failed: 'Failed', Pending: 'Pending', Queued: 'Pending' }[status] ?? 'Unknown';
}

export function ping({ ssm }: MachineTruth): string {
  return ssm
    ? { Online: 'Online', ConnectionLost: 'Connection lost', Inactive: 'Inactive' }[ssm.pingStatus]
    : 'Unknown';
}

const PROVIDERS: Record<MachineTruth['kind'], string> = {
  ec2: 'AWS',
  azure: 'Azure',
  gcp: 'GCP',
  onPremises: 'On-premises',
  edge: 'Edge',
};

/** A provider can be told only where something says it; a node that nothing tells of is honestly unknown. */
export function provider(machine: MachineTruth, { activations }: Truth): string {
  const { kind, ssm, tags } = machine;
  const activation = activations.find(({ activationId }) => activationId === ssm?.activationId);
  const told =
    kind === 'ec2' ||
    ssm?.sourceType !== 'AWS::SSM::ManagedInstance' ||
    tags.provider !== undefined ||
    tags.CloudConnector !== undefined ||
    /azure|compute engine|gcp|data centre/i.test(`${activation?.description} ${activation?.defaultInstanceName}`);
  return told ? PROVIDERS[kind] : 'Unknown';
}

export function displayName({ tags, names, ssm, nodeId }: MachineTruth): string {
  const segments = names.computerName.split(':');
  const computerName = ssm?.sourceType === 'Microsoft.Compute/virtualMachines' ? segments[2] : names.computerName;
  return tags.Name || (ssm && computerName) || nodeId || '';
}

/** By its tag; nodes without it are counted, too. */
export function owner({ tags }: MachineTruth): string {
  return tags.Owner ?? '(none)';
}

export function accountName({ account }: Pick<MachineTruth, 'account'>, { accounts }: Truth): string {
  return accounts.find(({ id }) => id === account)!.name;
}

/** Where a machine's CPU can be heard from, and which identity rules could tell that it is this machine. */
export interface MetricSource {
  name: string;
  rules: string[];
}

/** Null where no source hears it, or where its host name is another's, too: then nobody could know whose metrics they are. */
export function metricSource(machine: MachineTruth, truth: Truth): MetricSource | null {
  const { cloudWatch, azureMonitor, exporter } = machine.metrics;
  const ofAccount = `CloudWatch ${accountName(machine, truth)}`;
  if (!machine.power.running) {
    return null;
  }
  if (cloudWatch.ec2) {
    return { name: ofAccount, rules: ['instance id'] };
  }
  if (azureMonitor) {
    return { name: 'Azure Monitor', rules: ['cloud id', 'FQDN', 'short hostname'] };
  }
  const byHostName = cloudWatch.agent === 'host' ? ofAccount : exporter ? 'Prometheus' : null;
  return byHostName && !sharesHostName(machine, truth) ? { name: byHostName, rules: ['FQDN', 'short hostname'] } : null;
}

function sharesHostName(machine: MachineTruth, { machines }: Truth): boolean {
  return machines.some((other) => other.key !== machine.key && shortName(other) === shortName(machine));
}

function shortName({ names }: MachineTruth): string {
  return names.hostname.toLowerCase().split('.')[0];
}

/** The range in which its CPU must lie, in per cent; null where it could not be heard all the time. */
export function cpuRange({ load, metrics }: NodeTruth): { low: number; high: number } | null {
  const fromOutside = metrics.cloudWatch.ec2 || metrics.azureMonitor;
  return (fromOutside ? load.outside : load.inside)?.cpuPercent ?? null;
}

/** How many machines there are for each of the words. */
export function countBy(machines: MachineTruth[], word: (machine: MachineTruth) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const machine of machines) {
    counts.set(word(machine), (counts.get(word(machine)) ?? 0) + 1);
  }
  return counts;
}
