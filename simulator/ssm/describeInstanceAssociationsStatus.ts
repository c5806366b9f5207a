import {
  type DescribeInstanceAssociationsStatusRequest,
  type DescribeInstanceAssociationsStatusResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { instanceId, pageOf } from './input';
import { type SsmWorld } from './ssmWorld';

/** Of one node, 1 to 50 a page. */
export function describeInstanceAssociationsStatus({ nodes }: SsmWorld) {
  return (
    input: DescribeInstanceAssociationsStatusRequest,
    call: AwsCall
  ): DescribeInstanceAssociationsStatusResult => {
    const { ssm } = nodes.get(instanceId(input.InstanceId), call);
    const { items, nextToken } = pageOf(ssm.associations, input, { low: 1, high: 50, usual: 50 }, call);
    return {
      InstanceAssociationStatusInfos: items.map((association) => ({
        AssociationId: association.associationId,
        AssociationName: association.associationName,
        AssociationVersion: association.associationVersion,
        Name: association.documentName,
        DocumentVersion: '1',
        InstanceId: ssm.nodeId,
        ExecutionDate: association.executedAt === null ? undefined : new Date(association.executedAt),
        Status: association.status,
        DetailedStatus: association.detailedStatus,
        ExecutionSummary: association.executionSummary || undefined,
        ErrorCode: association.errorCode ?? undefined,
      })),
      NextToken: nextToken,
    };
  };
}
