import {
  type ListResourceComplianceSummariesRequest,
  type ListResourceComplianceSummariesResult,
  type ResourceComplianceSummaryItem,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { complianceTest } from './complianceFilters';
import { pageOf } from './input';
import { type SsmWorld } from './ssmWorld';

type Item = Partial<ResourceComplianceSummaryItem>;

const filterKeys: Record<string, (item: Item) => string | undefined> = {
  ComplianceType: (item) => item.ComplianceType,
  Status: (item) => item.Status,
  OverallSeverity: (item) => item.OverallSeverity,
  ResourceId: (item) => item.ResourceId,
  ResourceType: (item) => item.ResourceType,
};

/** AWS's own verdict, a row for each node and compliance type. ResourceType is ManagedInstance, for EC2 too. */
export function listResourceComplianceSummaries({ compliance }: SsmWorld) {
  return (input: ListResourceComplianceSummariesRequest, call: AwsCall): ListResourceComplianceSummariesResult => {
    const filters = input.Filters ?? [];
    const fits = complianceTest(filters, filterKeys);
    const isAsked = complianceTest(
      filters.filter(({ Key }) => Key === 'ComplianceType'),
      filterKeys
    );
    const found = Object.entries(compliance)
      .filter(([ComplianceType]) => isAsked({ ComplianceType }))
      .flatMap(([, summaries]) => summaries(call))
      .filter(fits);
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, {
      sparse: true,
      nameOf: ({ ComplianceType, ResourceId }) => `${ComplianceType} ${ResourceId}`,
    });
    return { ResourceComplianceSummaryItems: items, NextToken: nextToken };
  };
}
