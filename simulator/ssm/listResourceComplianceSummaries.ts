import {
  type ComplianceStringFilter,
  type ListResourceComplianceSummariesRequest,
  type ListResourceComplianceSummariesResult,
  type ResourceComplianceSummaryItem,
  type SeveritySummary,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { complianceSeverities, type ComplianceSeverity, isNonCompliant, severityOfPatch } from '../estate/compliance';
import { type Association, type PatchBaseline, type PatchByAssociation } from '../estate/machine';
import { oncePerPlace } from '../estate/places';
import { pageOf } from './input';
import { type ManagedNode } from './managedNodes';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

interface Finding {
  compliant: boolean;
  severity: ComplianceSeverity;
  count: number;
}

/** AWS's own verdict, a row for each node and compliance type. ResourceType is ManagedInstance, for EC2 too. */
export function listResourceComplianceSummaries({ estate, nodes }: SsmWorld) {
  const baselines = new Map(estate.baselines.map((baseline) => [baseline.baselineId, baseline]));
  const associations = new Map(estate.associations.map((association) => [association.associationId, association]));
  // Apart by type: who asks for one doesn't wait until the other has been worked out.
  const byType = {
    Patch: oncePerPlace(estate, (place) => nodes.all(place).flatMap((node) => patchSummary(node, baselines))),
    Association: oncePerPlace(estate, (place) =>
      nodes.all(place).flatMap((node) => associationSummary(node, associations))
    ),
  };
  return (input: ListResourceComplianceSummariesRequest, call: AwsCall): ListResourceComplianceSummariesResult => {
    const filters = input.Filters ?? [];
    const tests = filters.map(filterTest);
    const typeTests = filters.filter(({ Key }) => Key === 'ComplianceType').map(filterTest);
    const found = Object.entries(byType)
      .filter(([ComplianceType]) => typeTests.every((test) => test({ ComplianceType })))
      .flatMap(([, summaries]) => summaries(call))
      .filter((item) => tests.every((test) => test(item)));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, {
      sparse: true,
      nameOf: ({ ComplianceType, ResourceId }) => `${ComplianceType} ${ResourceId}`,
    });
    return { ResourceComplianceSummaryItems: items, NextToken: nextToken };
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
      ExecutionId: patch.snapshotId,
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
    const level = known.get(associationId)?.complianceSeverity ?? 'UNSPECIFIED';
    const severity = complianceSeverities.find((each) => each.toUpperCase() === level) ?? 'Unspecified';
    return { compliant: status !== 'Failed', severity, count: 1 };
  });
  return [
    summary(ssm.nodeId, 'Association', findings, {
      ExecutionTime: new Date(Math.max(...executed.map(({ executedAt }) => executedAt ?? 0))),
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

function filterTest({ Key = '', Values = [], Type = 'EQUAL' }: ComplianceStringFilter) {
  const keys: Record<string, (item: ResourceComplianceSummaryItem) => string | undefined> = {
    ComplianceType: (item) => item.ComplianceType,
    Status: (item) => item.Status,
    OverallSeverity: (item) => item.OverallSeverity,
    ResourceId: (item) => item.ResourceId,
    ResourceType: (item) => item.ResourceType,
  };
  const value = keys[Key];
  if (!value) {
    throw ssmError('InvalidFilter', `The filter key ${Key} is not valid. Valid keys: ${Object.keys(keys).join(', ')}.`);
  }
  const tests: Record<string, (found: string) => boolean> = {
    EQUAL: (found) => Values.includes(found),
    NOT_EQUAL: (found) => !Values.includes(found),
    BEGIN_WITH: (found) => Values.some((wanted) => found.startsWith(wanted)),
  };
  const test = tests[Type];
  if (!test) {
    throw ssmError('InvalidFilter', `The filter type ${Type} is not valid for ${Key}.`);
  }
  return (item: ResourceComplianceSummaryItem) => test(value(item) ?? '');
}
