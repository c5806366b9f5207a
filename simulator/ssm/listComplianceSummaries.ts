import {
  type ComplianceSummaryItem,
  type ListComplianceSummariesRequest,
  type ListComplianceSummariesResult,
  type ResourceComplianceSummaryItem,
  type SeveritySummary,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { complianceTest } from './complianceFilters';
import { pageOf } from './input';
import { type SsmWorld } from './ssmWorld';

/** 1 to 50 a page: of each compliance type how many nodes are compliant and how many aren't, by their overall severity. */
export function listComplianceSummaries({ compliance }: SsmWorld) {
  return (input: ListComplianceSummariesRequest, call: AwsCall): ListComplianceSummariesResult => {
    const fits = complianceTest(input.Filters ?? [], { ComplianceType: (type: string) => type });
    const found = Object.keys(compliance)
      .sort()
      .filter(fits)
      .flatMap((type) => summarize(type, compliance[type](call)));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return { ComplianceSummaryItems: items, NextToken: nextToken };
  };
}

/** A type of which nobody has reported anything isn't known to AWS. */
function summarize(type: string, nodes: ResourceComplianceSummaryItem[]): ComplianceSummaryItem[] {
  if (nodes.length === 0) {
    return [];
  }
  const good = nodes.filter(({ Status }) => Status === 'COMPLIANT');
  const bad = nodes.filter(({ Status }) => Status === 'NON_COMPLIANT');
  return [
    {
      ComplianceType: type,
      CompliantSummary: { CompliantCount: good.length, SeveritySummary: bySeverity(good) },
      NonCompliantSummary: { NonCompliantCount: bad.length, SeveritySummary: bySeverity(bad) },
    },
  ];
}

function bySeverity(nodes: ResourceComplianceSummaryItem[]): SeveritySummary {
  const count = (severity: string) => nodes.filter(({ OverallSeverity }) => OverallSeverity === severity).length;
  return {
    CriticalCount: count('CRITICAL'),
    HighCount: count('HIGH'),
    MediumCount: count('MEDIUM'),
    LowCount: count('LOW'),
    InformationalCount: count('INFORMATIONAL'),
    UnspecifiedCount: count('UNSPECIFIED'),
  };
}
