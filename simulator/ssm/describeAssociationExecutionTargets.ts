import {
  type AssociationExecutionTargetsFilter,
  type DescribeAssociationExecutionTargetsRequest,
  type DescribeAssociationExecutionTargetsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type ExecutionTarget } from './associationExecutions';
import { checkLength, pageOf, required } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (target: ExecutionTarget) => string> = {
  Status: ({ status }) => status,
  ResourceId: ({ resourceId }) => resourceId,
  ResourceType: ({ resourceType }) => resourceType,
};

/** Of one execution of an association, 1 to 50 a page, all filters to hold. */
export function describeAssociationExecutionTargets({ estate, executions }: SsmWorld) {
  return (
    input: DescribeAssociationExecutionTargetsRequest,
    call: AwsCall
  ): DescribeAssociationExecutionTargetsResult => {
    const AssociationId = required(input.AssociationId, 'associationId');
    const ExecutionId = required(input.ExecutionId, 'executionId');
    if (input.Filters) {
      checkLength(input.Filters, 1, Infinity, 'filters');
    }
    const tests = (input.Filters ?? []).map(filterTest);
    const execution = executions.of(AssociationId, call).find(({ executionId }) => executionId === ExecutionId);
    if (!execution) {
      throw ssmError('AssociationExecutionDoesNotExist', 'The specified execution ID does not exist.');
    }
    const found = execution.targets().filter((each) => tests.every((test) => test(each)));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    const { associationVersion } = estate.associations.find(({ associationId }) => associationId === AssociationId)!;
    return {
      AssociationExecutionTargets: items.map((target) => ({
        AssociationId,
        AssociationVersion: associationVersion,
        ExecutionId,
        ResourceId: target.resourceId,
        ResourceType: target.resourceType,
        Status: target.status,
        DetailedStatus: target.detailedStatus,
        LastExecutionDate: target.executedAt === null ? undefined : new Date(target.executedAt),
        OutputSource: target.executedAt === null ? undefined : target.outputSource(),
      })),
      NextToken: nextToken,
    };
  };
}

function filterTest({ Key = '' as never, Value = '' }: AssociationExecutionTargetsFilter) {
  const value = filterKeys[Key];
  if (!value) {
    const valid = Object.keys(filterKeys).join(', ');
    throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
  }
  return (target: ExecutionTarget) => value(target) === Value;
}
