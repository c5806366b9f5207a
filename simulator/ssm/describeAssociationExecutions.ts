import {
  type AssociationExecutionFilter,
  type DescribeAssociationExecutionsRequest,
  type DescribeAssociationExecutionsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type AssociationFacts } from '../estate/machine';
import { type AssociationExecution } from './associationExecutions';
import { worstStatus } from './associationStatus';
import { checkLength, pageOf, required, timestamp } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

type Test = (execution: AssociationExecution) => boolean;

const filterKeys: Record<string, (value: string, type: string) => Test> = {
  ExecutionId:
    (value) =>
    ({ executionId }) =>
      executionId === value,
  Status: (value) => (execution) => statusOf(execution) === value,
  CreatedTime: (value, type) => {
    const at = timestamp(value, 'filters.1.member.value');
    return ({ createdAt }) =>
      type === 'GREATER_THAN' ? createdAt > at : type === 'LESS_THAN' ? createdAt < at : createdAt === at;
  },
};

/** Of one association, 1 to 50 a page, the newest first, all filters to hold. */
export function describeAssociationExecutions({ estate, executions }: SsmWorld) {
  return (input: DescribeAssociationExecutionsRequest, call: AwsCall): DescribeAssociationExecutionsResult => {
    const AssociationId = required(input.AssociationId, 'associationId');
    if (input.Filters) {
      checkLength(input.Filters, 1, Infinity, 'filters');
    }
    const tests = (input.Filters ?? []).map(filterTest);
    const found = executions.of(AssociationId, call).filter((each) => tests.every((test) => test(each)));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    const { associationVersion } = estate.associations.find(({ associationId }) => associationId === AssociationId)!;
    return {
      AssociationExecutions: items.map((execution) => ({
        AssociationId,
        AssociationVersion: associationVersion,
        ExecutionId: execution.executionId,
        Status: statusOf(execution),
        DetailedStatus: statusOf(execution),
        CreatedTime: new Date(execution.createdAt),
        ResourceCountByStatus: written(execution.counts()),
      })),
      NextToken: nextToken,
    };
  };
}

function statusOf(execution: AssociationExecution): string {
  return worstStatus(Object.keys(execution.counts()) as Array<AssociationFacts['status']>);
}

/** `{Failed=2, Success=40}`: AWS gives it as a text. */
function written(counts: Record<string, number>): string {
  const words = Object.keys(counts).sort();
  return `{${words.map((word) => `${word}=${counts[word]}`).join(', ')}}`;
}

/** Only times can be compared. */
function filterTest({ Key = '' as never, Value = '', Type = '' as never }: AssociationExecutionFilter): Test {
  const make = filterKeys[Key];
  if (!make) {
    const valid = Object.keys(filterKeys).join(', ');
    throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
  }
  const types = Key === 'CreatedTime' ? ['EQUAL', 'LESS_THAN', 'GREATER_THAN'] : ['EQUAL'];
  if (!types.includes(Type)) {
    throw validationError(Type, 'filters.1.member.type', `Member must satisfy enum value set: [${types.join(', ')}]`);
  }
  return make(Value, Type);
}
