import { complianceSeverities, type ComplianceSeverity, isNonCompliant, severityOfPatch } from './compliance';
import {
  type Association,
  type AssociationFacts,
  type Machine,
  type PatchBaseline,
  type PatchByAssociation,
  type PatchFacts,
  type SsmFacts,
} from './machine';
import { Random } from './random';

const minute = 60_000;

/** Of managed EC2 instances that were ever scanned, in 100. */
const scannedByItAlone = 4;
const scannedByBoth = 2;

/** The tag that its association goes by. */
export const hostManagementTag = 'HostManagement';
export const hostManagementDocument = 'AWS-RunPatchBaselineAssociation';

type Scanned = Machine & { ssm: SsmFacts & { patch: PatchFacts } };

/**
 * Quick Setup's Host Management scans EC2 instances with a document of its own, whose findings are compliance items and no
 * patch state. Some instances are scanned by it alone; some have both, of which two say otherwise than their patch state.
 */
export function applyHostManagement(machines: Machine[], baselines: PatchBaseline[], seed: number): void {
  const random = new Random(seed, 'host management');
  const byId = new Map(baselines.map((baseline) => [baseline.baselineId, baseline]));
  const scanned = random.shuffle(
    machines.filter((machine): machine is Scanned => machine.kind === 'ec2' && machine.ssm?.patch != null)
  );
  const share = (percent: number) => Math.round((scanned.length * percent) / 100);
  const alone = scanned.slice(0, share(scannedByItAlone));
  const both = scanned.slice(alone.length, alone.length + share(scannedByBoth));
  for (const machine of [...alone, ...both]) {
    const { patch } = machine.ssm;
    machine.ssm.patchByAssociation = findings(patch, byId.get(patch.baselineId), random);
    machine.tags[hostManagementTag] = 'true';
  }
  for (const machine of alone) {
    Object.assign(machine.ssm, { patch: null });
  }
  contradict(both.map(({ ssm }) => ssm));
}

function findings(patch: PatchFacts, baseline: PatchBaseline | undefined, random: Random): PatchByAssociation {
  const nonCompliantBySeverity = none();
  let compliantCount = patch.counts.Installed + patch.counts.InstalledOther;
  for (const open of patch.openPatches) {
    if (isNonCompliant(open.state, baseline)) {
      nonCompliantBySeverity[severityOfPatch(open)]++;
    } else {
      compliantCount++;
    }
  }
  const clean = Object.values(nonCompliantBySeverity).every((count) => count === 0);
  return {
    status: clean ? 'COMPLIANT' : 'NON_COMPLIANT',
    executedAt: patch.endedAt - random.int(1, 50) * minute,
    executionId: random.uuid(),
    scanned: patch,
    compliantCount,
    nonCompliantBySeverity,
  };
}

/** One that its patch state says is clean, and one that it says isn't. */
function contradict(both: SsmFacts[]): void {
  const clean = both.find(({ patchByAssociation: its }) => its?.status === 'COMPLIANT');
  const flawed = both.find(({ patchByAssociation: its }) => its?.status === 'NON_COMPLIANT');
  if (clean?.patchByAssociation) {
    clean.patchByAssociation.status = 'NON_COMPLIANT';
    clean.patchByAssociation.nonCompliantBySeverity = { ...none(), Critical: 1, Medium: 2 };
    clean.patchByAssociation.compliantCount -= 3;
  }
  if (flawed?.patchByAssociation) {
    flawed.patchByAssociation.status = 'COMPLIANT';
    for (const count of Object.values(flawed.patchByAssociation.nonCompliantBySeverity)) {
      flawed.patchByAssociation.compliantCount += count;
    }
    flawed.patchByAssociation.nonCompliantBySeverity = none();
  }
}

function none(): Record<ComplianceSeverity, number> {
  return Object.fromEntries(complianceSeverities.map((severity) => [severity, 0])) as Record<
    ComplianceSeverity,
    number
  >;
}

/** How its association went on a machine; nothing where it doesn't scan it. */
export function hostManagementRun({ ssm }: Machine, ofPlace: Association[]): AssociationFacts[] {
  const association = ofPlace.find(({ documentName }) => documentName === hostManagementDocument);
  if (!ssm?.patchByAssociation || !association) {
    return [];
  }
  const { associationId, associationName, associationVersion, documentName } = association;
  const { executedAt } = ssm.patchByAssociation;
  return [
    {
      associationId,
      associationName,
      associationVersion,
      documentName,
      status: 'Success',
      detailedStatus: 'Success',
      executedAt,
      lastSuccessAt: executedAt,
      executionSummary: '1 out of 1 plugin processed, 1 success, 0 failed, 0 timedout, 0 skipped. ',
      errorCode: null,
    },
  ];
}
