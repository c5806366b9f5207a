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
  'Never reported': 'No report',
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
  if (!/^m?i-/.test(nodeId!)) {
    return 'Unknown'; // for no other id does AWS say whether there is a patch state
  }
  const verdict = ssm.patchByAssociation;
  if (!ssm.patch) {
    return verdict ? statusByVerdict(verdict, now) : 'Never reported';
  }
  const { counts, baselineId, endedAt } = ssm.patch;
  const baseline = baselines.find((each) => each.baselineId === baselineId);
  const securityCounts = baseline?.availableSecurityUpdatesComplianceStatus === 'NON_COMPLIANT';
  const rules: Array<[boolean, string]> = [
    [counts.Failed > 0, 'Failed'],
    [counts.Missing > 0, 'Missing'],
    [counts.InstalledRejected > 0, 'Rejected'],
    [counts.InstalledPendingReboot > 0, 'Pending reboot'],
    [securityCounts && counts.AvailableSecurityUpdate > 0, 'Security update available'],
    [verdict?.status === 'NON_COMPLIANT', 'Unknown'],
    [now - endedAt > STALE_AFTER_MS, 'Stale'],
  ];
  return rules.find(([holds]) => holds)?.[1] ?? 'Compliant';
}

type Verdict = NonNullable<NonNullable<MachineTruth['ssm']>['patchByAssociation']>;

/** Of a node that has a compliance summary and no patch state. */
function statusByVerdict({ status, executedAt }: Verdict, now: number): string {
  if (status === 'NON_COMPLIANT') {
    return 'Missing';
  }
  return now - executedAt > STALE_AFTER_MS ? 'Stale' : 'Compliant';
}

/**
 * Its noncompliant patches: what AWS counts as critical is not counted as security, too. A compliance summary, which stands in
 * where there is no patch state, tells severities only.
 */
export function patchGaps({ ssm }: MachineTruth, { baselines }: Truth): { critical: number; security: number } {
  if (ssm?.patchByAssociation && !ssm.patch) {
    return { critical: ssm.patchByAssociation.nonCompliantBySeverity.Critical, security: 0 };
  }
  const baseline = baselines.find(({ baselineId }) => baselineId === ssm?.patch?.baselineId);
  const securityCounts = baseline?.availableSecurityUpdatesComplianceStatus === 'NON_COMPLIANT';
  const open =
    ssm?.patch?.openPatches.filter(({ state }) => state !== 'AvailableSecurityUpdate' || securityCounts) ?? [];
  const [critical, others] = [open.filter(isCritical), open.filter((patch) => !isCritical(patch))];
  return {
    critical: critical.length,
    security: others.filter(({ classification }) => /^Security/.test(classification)).length,
  };
}

const isCritical = ({ severity }: { severity: string }) => severity === 'Critical';

export function associationStatus({ ssm }: MachineTruth): string {
  const statuses = ssm?.associations.map(({ status }) => status) ?? [];
  return (
    ['Failed', 'Pending', 'Success'].find((word) => statuses.some((status) => status === word)) ?? 'No association'
  );
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

export function accountName({ account }: MachineTruth, { accounts }: Truth): string {
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
