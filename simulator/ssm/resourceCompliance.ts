import { type ResourceComplianceSummaryItem, type SeveritySummary } from '@aws-sdk/client-ssm';
import { complianceSeverities, type ComplianceSeverity, isNonCompliant, severityOfPatch } from '../estate/compliance';
import { endpointProtection, endpointProtectionType } from '../estate/endpointProtection';
import { type Association, type Estate, type PatchBaseline, type PatchByAssociation } from '../estate/machine';
import { oncePerPlace, type Place } from '../estate/places';
import { type ManagedNode, type ManagedNodes } from './managedNodes';

/** How the nodes of an account and Region stand, by compliance type. */
export type ResourceCompliance = Record<string, (place: Place) => ResourceComplianceSummaryItem[]>;

interface Finding {
  compliant: boolean;
  severity: ComplianceSeverity;
  count: number;
}

/** A row for each node and compliance type. Apart by type: who asks for one doesn't wait until the others have been worked out. */
export function resourceCompliance(estate: Estate, nodes: ManagedNodes): ResourceCompliance {
  const baselines = new Map(estate.baselines.map((baseline) => [baseline.baselineId, baseline]));
  const associations = new Map(estate.associations.map((association) => [association.associationId, association]));
  const ofNodes = (summarize: (node: ManagedNode) => ResourceComplianceSummaryItem[]) =>
    oncePerPlace(estate, (place) => nodes.all(place).flatMap(summarize));
  return {
    Patch: ofNodes((node) => patchSummary(node, baselines)),
    Association: ofNodes((node) => associationSummary(node, associations)),
    [endpointProtectionType]: ofNodes((node) => endpointSummary(node, estate)),
  };
}

function patchSummary({ ssm }: ManagedNode, baselines: Map<string, PatchBaseline>): ResourceComplianceSummaryItem[] {
  const { patch, patchByAssociation } = ssm;
  if (patchByAssociation) {
    return [summaryByAssociation(ssm.nodeId, patchByAssociation)];
  }
  if (!patch) {
    return [];
  }
  const baseline = baselines.get(patch.baselineId);
  const open = patch.openPatches.map((item): Finding => ({
    compliant: !isNonCompliant(item.state, baseline),
    severity: severityOfPatch(item),
    count: 1,
  }));
  const { Installed, InstalledOther } = patch.counts;
  const installed: Finding = { compliant: true, severity: 'Unspecified', count: Installed + InstalledOther };
  return [
    summary(ssm.nodeId, 'Patch', [...open, installed], {
      ExecutionTime: new Date(patch.endedAt),
      ExecutionId: patch.commandId,
      ExecutionType: 'Command',
    }),
  ];
}

/** Where both channels report there is one summary, and it is this one's. */
function summaryByAssociation(nodeId: string, found: PatchByAssociation): ResourceComplianceSummaryItem {
  const bad = complianceSeverities.flatMap((severity): Finding[] => {
    const count = found.nonCompliantBySeverity[severity];
    return count > 0 ? [{ compliant: false, severity, count }] : [];
  });
  const good: Finding = { compliant: true, severity: 'Unspecified', count: found.compliantCount };
  return summary(nodeId, 'Patch', [...bad, good], {
    ExecutionTime: new Date(found.executedAt),
    ExecutionId: found.executionId,
    ExecutionType: 'Command',
  });
}

function associationSummary({ ssm }: ManagedNode, known: Map<string, Association>): ResourceComplianceSummaryItem[] {
  const executed = ssm.associations.filter(({ executedAt }) => executedAt !== null);
  if (executed.length === 0) {
    return [];
  }
  const findings = executed.map(({ status, associationId }): Finding => {
    return { compliant: status !== 'Failed', severity: severityOf(known.get(associationId)), count: 1 };
  });
  return [
    summary(ssm.nodeId, 'Association', findings, {
      ExecutionTime: new Date(Math.max(...executed.map(({ executedAt }) => executedAt ?? 0))),
    }),
  ];
}

/** An association's severity is the one that people gave it. */
export function severityOf(association: Association | undefined): ComplianceSeverity {
  const level = association?.complianceSeverity ?? 'UNSPECIFIED';
  return complianceSeverities.find((each) => each.toUpperCase() === level) ?? 'Unspecified';
}

function endpointSummary(node: ManagedNode, estate: Estate): ResourceComplianceSummaryItem[] {
  const found = endpointProtection(node, estate);
  if (!found) {
    return [];
  }
  const findings = found.findings.map(({ compliant, severity }): Finding => ({ compliant, severity, count: 1 }));
  return [
    summary(node.ssm.nodeId, endpointProtectionType, findings, {
      ExecutionTime: new Date(found.executedAt),
      ExecutionId: found.command.commandId,
      ExecutionType: 'Command',
    }),
  ];
}

function summary(
  nodeId: string,
  type: string,
  findings: Finding[],
  execution: ResourceComplianceSummaryItem['ExecutionSummary']
): ResourceComplianceSummaryItem {
  const bad = findings.filter(({ compliant }) => !compliant);
  const good = findings.filter(({ compliant }) => compliant);
  const worst =
    complianceSeverities.find((severity) => bad.some((finding) => finding.severity === severity)) ?? 'Unspecified';
  return {
    ComplianceType: type,
    ResourceType: 'ManagedInstance',
    ResourceId: nodeId,
    Status: bad.length > 0 ? 'NON_COMPLIANT' : 'COMPLIANT',
    OverallSeverity: worst.toUpperCase() as ResourceComplianceSummaryItem['OverallSeverity'],
    ExecutionSummary: execution,
    CompliantSummary: {
      CompliantCount: total(good),
      SeveritySummary: bySeverity(good),
    },
    NonCompliantSummary: { NonCompliantCount: total(bad), SeveritySummary: bySeverity(bad) },
  };
}

function bySeverity(findings: Finding[]): SeveritySummary {
  const count = (severity: ComplianceSeverity) => total(findings.filter((finding) => finding.severity === severity));
  return {
    CriticalCount: count('Critical'),
    HighCount: count('High'),
    MediumCount: count('Medium'),
    LowCount: count('Low'),
    InformationalCount: count('Informational'),
    UnspecifiedCount: count('Unspecified'),
  };
}

function total(findings: Finding[]): number {
  return findings.reduce((sum, { count }) => sum + count, 0);
}
