import { type ComplianceItem } from '@aws-sdk/client-ssm';
import { complianceSeverities, type ComplianceSeverity, isNonCompliant, severityOfPatch } from '../estate/compliance';
import { endpointProtection, endpointProtectionType } from '../estate/endpointProtection';
import { hostManagementDocument } from '../estate/hostManagement';
import { type Estate, type PatchByAssociation, type PatchFacts, type PatchItem } from '../estate/machine';
import { type ManagedNode } from './managedNodes';
import { severityOf } from './resourceCompliance';

/** What there is to say of an item, beside whose it is. */
type Finding = Pick<ComplianceItem, 'ComplianceType' | 'Id' | 'Title' | 'ExecutionSummary' | 'Details'> & {
  compliant: boolean;
  severity: ComplianceSeverity;
};

/** A node's compliance items: those that its summaries count. */
export function complianceItems(node: ManagedNode, { estate }: { estate: Estate }): ComplianceItem[] {
  const findings = [...associations(node, estate), ...endpoint(node, estate), ...patches(node, estate)];
  return findings.map(({ compliant, severity, ...finding }) => ({
    ...finding,
    ResourceType: 'ManagedInstance',
    ResourceId: node.ssm.nodeId,
    Status: compliant ? 'COMPLIANT' : 'NON_COMPLIANT',
    Severity: severity.toUpperCase() as ComplianceItem['Severity'],
  }));
}

/** All have the time at which Systems Manager took their status, which is that of the last one that ran. */
function associations({ ssm, account, region }: ManagedNode, estate: Estate): Finding[] {
  const executed = ssm.associations.filter(({ executedAt }) => executedAt !== null);
  const takenAt = Math.max(...executed.map(({ executedAt }) => executedAt ?? 0));
  const known = estate.associations.filter((each) => each.account === account && each.region === region);
  return executed.map(({ associationId, status, documentName, associationVersion }) => ({
    ComplianceType: 'Association',
    Id: associationId,
    Title: '',
    ExecutionSummary: { ExecutionTime: new Date(takenAt) },
    Details: { DocumentName: documentName, DocumentVersion: associationVersion },
    compliant: status !== 'Failed',
    severity: severityOf(known.find((each) => each.associationId === associationId)),
  }));
}

function endpoint(node: ManagedNode, estate: Estate): Finding[] {
  const found = endpointProtection(node, estate);
  return (found?.findings ?? []).map(({ id, title, compliant, severity, details }) => ({
    ComplianceType: endpointProtectionType,
    Id: id,
    Title: title,
    ExecutionSummary: execution(found!.executedAt, found!.command.commandId),
    Details: details,
    compliant,
    severity,
  }));
}

function patches({ ssm }: ManagedNode, estate: Estate): Finding[] {
  return ssm.patchByAssociation ? byAssociation(ssm.patchByAssociation) : byPatchState(ssm.patch, estate);
}

function byPatchState(patch: PatchFacts | null, estate: Estate): Finding[] {
  const baseline = estate.baselines.find(({ baselineId }) => baselineId === patch?.baselineId);
  return (patch?.patches ?? []).map((item) => ({
    ...patchFinding(item, 'AWS-RunPatchBaseline', patch!),
    ExecutionSummary: execution(patch!.endedAt, patch!.commandId),
    compliant: !isNonCompliant(item.state, baseline),
    severity: /^Installed(Other)?$/.test(item.state) ? 'Unspecified' : severityOfPatch(item),
  }));
}

/** The first of its patches are those that it counts as noncompliant. */
function byAssociation(found: PatchByAssociation): Finding[] {
  const { scanned, executedAt, executionId, nonCompliantBySeverity } = found;
  const bad = complianceSeverities.flatMap((severity) => Array(nonCompliantBySeverity[severity]).fill(severity));
  return scanned.patches.map((item, i) => ({
    ...patchFinding(item, hostManagementDocument, scanned),
    ExecutionSummary: execution(executedAt, executionId),
    compliant: i >= bad.length,
    severity: bad[i] ?? 'Unspecified',
  }));
}

function patchFinding(item: PatchItem, document: string, { baselineId, patchGroup }: PatchFacts) {
  return {
    ComplianceType: 'Patch',
    Id: item.kbId,
    Title: item.title,
    Details: {
      DocumentName: document,
      DocumentVersion: '',
      Classification: item.classification,
      InstalledTime: item.installedAt === null ? '' : new Date(item.installedAt).toISOString(),
      PatchBaselineId: baselineId,
      PatchGroup: patchGroup,
      PatchSeverity: item.severity,
      PatchState: item.state,
      // AWS's patch documents report them of patches that are missing or failed alone.
      ...(item.cveIds.length > 0 && { CVEIds: item.cveIds.join(',') }),
    },
  };
}

function execution(at: number, id: string): ComplianceItem['ExecutionSummary'] {
  return { ExecutionTime: new Date(at), ExecutionId: id, ExecutionType: 'Command' };
}
