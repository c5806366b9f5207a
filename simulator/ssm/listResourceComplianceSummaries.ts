import {
  type ComplianceStringFilter,
  type ListResourceComplianceSummariesRequest,
  type ListResourceComplianceSummariesResult,
  type ResourceComplianceSummaryItem,
  type SeveritySummary,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Association, type PatchBaseline } from '../estate/machine';
import { pageOf } from './input';
import { type ManagedNode } from './managedNodes';
import { isNonCompliant } from './patchCounts';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

type Severity = 'Critical' | 'High' | 'Medium' | 'Low' | 'Informational' | 'Unspecified';

interface Finding {
  compliant: boolean;
  severity: Severity;
}

const severities: Severity[] = ['Critical', 'High', 'Medium', 'Low', 'Informational', 'Unspecified'];

/** AWS's own verdict, a row for each node and compliance type. ResourceType is ManagedInstance, for EC2 too. */
export function listResourceComplianceSummaries({ estate, nodes }: SsmWorld) {
  const baselines = new Map(estate.baselines.map((baseline) => [baseline.baselineId, baseline]));
  const associations = new Map(estate.associations.map((association) => [association.associationId, association]));
  return (input: ListResourceComplianceSummariesRequest, call: AwsCall): ListResourceComplianceSummariesResult => {
    const tests = (input.Filters ?? []).map(filterTest);
    const found = nodes
      .all(call)
      .flatMap((node) => [...patchSummary(node, baselines), ...associationSummary(node, associations)])
      .filter((item) => tests.every((test) => test(item)));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, { sparse: true });
    return { ResourceComplianceSummaryItems: items, NextToken: nextToken };
  };
}

function patchSummary({ ssm }: ManagedNode, baselines: Map<string, PatchBaseline>): ResourceComplianceSummaryItem[] {
  const { patch } = ssm;
  if (!patch) {
    return [];
  }
  const baseline = baselines.get(patch.baselineId);
  const open = patch.openPatches.map(({ state, severity }): Finding => ({
    compliant: !isNonCompliant(state, baseline),
    severity: patchSeverity(severity),
  }));
  const installed = patch.counts.Installed + patch.counts.InstalledOther;
  return [
    summary(ssm.nodeId, 'Patch', [...open, ...unspecified(installed)], {
      ExecutionTime: new Date(patch.endedAt),
      ExecutionId: patch.snapshotId,
      ExecutionType: 'Command',
    }),
  ];
}

function associationSummary({ ssm }: ManagedNode, known: Map<string, Association>): ResourceComplianceSummaryItem[] {
  const executed = ssm.associations.filter(({ executedAt }) => executedAt !== null);
  if (executed.length === 0) {
    return [];
  }
  const findings = executed.map(({ status, associationId }): Finding => {
    const level = known.get(associationId)?.complianceSeverity ?? 'UNSPECIFIED';
    const severity = severities.find((each) => each.toUpperCase() === level) ?? 'Unspecified';
    return { compliant: status !== 'Failed', severity };
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
  const worst = severities.find((severity) => bad.some((finding) => finding.severity === severity)) ?? 'Unspecified';
  return {
    ComplianceType: type,
    ResourceType: 'ManagedInstance',
    ResourceId: nodeId,
    Status: bad.length > 0 ? 'NON_COMPLIANT' : 'COMPLIANT',
    OverallSeverity: worst.toUpperCase() as ResourceComplianceSummaryItem['OverallSeverity'],
    ExecutionSummary: execution,
    CompliantSummary: {
      CompliantCount: findings.length - bad.length,
      SeveritySummary: bySeverity(findings.filter(({ compliant }) => compliant)),
    },
    NonCompliantSummary: { NonCompliantCount: bad.length, SeveritySummary: bySeverity(bad) },
  };
}

function bySeverity(findings: Finding[]): SeveritySummary {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    CriticalCount: count('Critical'),
    HighCount: count('High'),
    MediumCount: count('Medium'),
    LowCount: count('Low'),
    InformationalCount: count('Informational'),
    UnspecifiedCount: count('Unspecified'),
  };
}

function unspecified(count: number): Finding[] {
  return Array.from({ length: count }, () => ({ compliant: true, severity: 'Unspecified' }));
}

/** Vendors' severities in compliance's words. */
function patchSeverity(severity: string): Severity {
  const words: Record<string, Severity> = { Critical: 'Critical', Important: 'High', Moderate: 'Medium', Low: 'Low' };
  return words[severity] ?? 'Unspecified';
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
