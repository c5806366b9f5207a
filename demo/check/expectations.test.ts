import { makeEstate } from '../../simulator/estate/makeEstate';
import { nodeTruth, truth as truthOf } from '../../simulator/truth';
import {
  associationStatus,
  cpuRange,
  metricSource,
  patchGaps,
  patchReported,
  patchStatus,
  ping,
  provider,
} from './expectations';
import type { MachineTruth, Truth } from './truth';

const now = Date.now();
const estate = makeEstate({ nodes: 400, seed: 7, now });
const truth = JSON.parse(JSON.stringify(truthOf(estate))) as Truth;
const managed = truth.machines.find(({ kind, ssm }) => kind === 'ec2' && ssm?.patch && !ssm.patchByAssociation)!;

const NOTHING = {
  Installed: 9,
  InstalledOther: 1,
  InstalledPendingReboot: 0,
  InstalledRejected: 0,
  Missing: 0,
  Failed: 0,
  AvailableSecurityUpdate: 0,
};

function patched(counts: Partial<typeof NOTHING>, ageDays = 1): MachineTruth {
  const patch = { ...managed.ssm!.patch!, counts: { ...NOTHING, ...counts }, endedAt: now - ageDays * 86_400_000 };
  return { ...managed, ssm: { ...managed.ssm!, patch } };
}

const baseline = (status: 'COMPLIANT' | 'NON_COMPLIANT'): Truth => ({
  ...truth,
  baselines: truth.baselines.map((each) => ({ ...each, availableSecurityUpdatesComplianceStatus: status })),
});

test.each([
  ['Failed', { Failed: 1, Missing: 3 }, 90],
  ['Missing', { Missing: 1, InstalledRejected: 2 }, 90],
  ['Rejected', { InstalledRejected: 1, InstalledPendingReboot: 1 }, 1],
  ['Pending reboot', { InstalledPendingReboot: 1, AvailableSecurityUpdate: 1 }, 1],
  ['Security update available', { AvailableSecurityUpdate: 1 }, 90],
  ['Stale', {}, 8],
  ['Compliant', {}, 6],
])('%s is the first bucket that holds', (status, counts, ageDays) => {
  expect(patchStatus(patched(counts, ageDays), baseline('NON_COMPLIANT'), now)).toBe(status);
});

test('security updates count only where the baseline says so', () => {
  expect(patchStatus(patched({ AvailableSecurityUpdate: 1 }), baseline('COMPLIANT'), now)).toBe('Compliant');
});

const scannedByAssociation = (status: 'COMPLIANT' | 'NON_COMPLIANT', ageDays: number) => ({
  status,
  executedAt: now - ageDays * 86_400_000,
  compliantCount: 9,
  nonCompliantBySeverity: { Critical: 1, High: 0, Medium: 0, Low: 0, Informational: 0, Unspecified: 2 },
  openPatches: [],
});

test.each([
  ['Missing', 'NON_COMPLIANT', 90],
  ['Compliant', 'COMPLIANT', 6],
  ['Stale', 'COMPLIANT', 8],
] as const)('%s by the association’s findings alone', (status, found, ageDays) => {
  const ssm = { ...managed.ssm!, patch: null, patchByAssociation: scannedByAssociation(found, ageDays) };
  const machine: MachineTruth = { ...managed, ssm };
  expect(patchStatus(machine, truth, now)).toBe(status);
  expect(patchGaps(machine, truth)).toEqual({ critical: 1, security: 0 });
  expect(patchReported(machine)).toBe(now - ageDays * 86_400_000);
  expect(patchStatus({ ...machine, nodeId: 'eks_c:cluster_0' }, truth, now)).toBe('Unknown');
});

test('findings that say otherwise than a clean patch state make it unknown, and no flaw any better', () => {
  const both = (counts: Partial<typeof NOTHING>, found: 'COMPLIANT' | 'NON_COMPLIANT') => {
    const machine = patched(counts, 1);
    return patchStatus(
      { ...machine, ssm: { ...machine.ssm!, patchByAssociation: scannedByAssociation(found, 1) } },
      truth,
      now
    );
  };
  expect([both({}, 'NON_COMPLIANT'), both({}, 'COMPLIANT')]).toEqual(['Unknown', 'Compliant']);
  expect(both({ Missing: 1 }, 'COMPLIANT')).toBe('Missing');
});

test('an association’s status is the worst of a node’s, where AWS says one', () => {
  const status = (...statuses: Array<'Success' | 'Failed' | 'Pending' | 'Skipped' | 'Queued'>) => {
    const associations = statuses.map((each) => ({ ...managed.ssm!.associations[0], status: each }));
    return associationStatus({ ...managed, ssm: { ...managed.ssm!, associations } });
  };
  expect([
    status(),
    status('Success'),
    status('Success', 'Skipped'),
    status('Skipped', 'Queued'),
    status('Pending', 'Failed'),
  ]).toEqual(['Unknown', 'Success', 'Unknown', 'Pending', 'Failed']);
});

test('an instance that Systems Manager does not manage is unmanaged, and unknown while it does not run', () => {
  const unmanaged = truth.machines.find(({ ssm, power }) => ssm === null && power.running)!;
  expect(patchStatus({ ...unmanaged, power: { ...unmanaged.power, running: false } }, truth, now)).toBe('Unknown');
  expect([patchStatus(unmanaged, truth, now), associationStatus(unmanaged), ping(unmanaged)]).toEqual([
    'Unmanaged',
    'No association',
    'Unknown',
  ]);
  expect(provider(unmanaged, truth)).toBe('AWS');
});

test('every kind of machine has a provider of its own, or none where nothing tells it', () => {
  for (const machine of truth.machines) {
    const words = {
      ec2: ['AWS'],
      azure: ['Azure'],
      gcp: ['GCP'],
      onPremises: ['On-premises'],
      edge: ['Edge', 'Unknown'],
    };
    expect(words[machine.kind]).toContain(provider(machine, truth));
  }
});

test('two machines of one host name are told apart by id, and by nothing else', () => {
  const [first, second] = truth.machines.filter(({ metrics }) => metrics.exporter && !metrics.cloudWatch.ec2);
  const twin = { ...second, names: { ...second.names, hostname: first.names.hostname.toUpperCase() } };
  const machines = truth.machines.map((each) => (each === second ? twin : each));
  expect(metricSource(first, truth)).toEqual({ name: 'Prometheus', rules: ['FQDN', 'short hostname'] });
  expect(metricSource(first, { ...truth, machines })).toBeNull();
});

test('the load of a machine that runs lies between 0 and 100, and a stopped one has none', () => {
  for (const machine of estate.machines.filter(({ kind }) => kind === 'ec2')) {
    const range = cpuRange(nodeTruth(estate, machine.ec2!.instanceId)!);
    if (machine.power.running) {
      expect(range === null || (range.low >= 0 && range.high <= 100 && range.low <= range.high)).toBe(true);
    } else {
      expect(range).toBeNull();
    }
  }
});
