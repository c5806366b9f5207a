import {
  type ComplianceItem,
  type ListComplianceItemsRequest,
  type ListComplianceItemsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { complianceTest } from './complianceFilters';
import { complianceItems } from './complianceItems';
import { pageOf } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (item: ComplianceItem) => string | undefined> = {
  ComplianceType: (item) => item.ComplianceType,
  Id: (item) => item.Id,
  Title: (item) => item.Title,
  Status: (item) => item.Status,
  Severity: (item) => item.Severity,
  ExecutionTime: (item) => item.ExecutionSummary?.ExecutionTime?.toISOString(),
  DocumentName: (item) => item.Details?.DocumentName,
  PatchState: (item) => item.Details?.PatchState,
};

/** 1 to 50 a page: all types of one node. */
export function listComplianceItems(world: SsmWorld) {
  return (input: ListComplianceItemsRequest, call: AwsCall): ListComplianceItemsResult => {
    const { ResourceIds = [], ResourceTypes = [] } = input;
    if (ResourceTypes.some((type) => type !== 'ManagedInstance')) {
      throw ssmError('InvalidResourceType', 'The resource type is not valid. Valid types: ManagedInstance.');
    }
    const node = ResourceIds.length === 1 ? world.nodes.find(ResourceIds[0], call) : undefined;
    if (!node) {
      throw ssmError('InvalidResourceId', 'The resource ID is not valid. Specify the ID of one managed node.');
    }
    const found = complianceItems(node, world).filter(complianceTest(input.Filters ?? [], filterKeys));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, { sparse: true });
    return { ComplianceItems: items, NextToken: nextToken };
  };
}
