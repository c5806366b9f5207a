import {
  type DescribeOpsItemsRequest,
  type DescribeOpsItemsResponse,
  type OpsItemFilter,
  type OpsItemSummary,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type OpsItem } from '../estate/machine';
import { pageOf } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

type Operator = NonNullable<OpsItemFilter['Operator']>;

const values: Record<string, (item: OpsItem) => string> = {
  OpsItemId: ({ opsItemId }) => opsItemId,
  Status: ({ status }) => status,
  Source: ({ source }) => source,
  Title: ({ title }) => title,
  Category: ({ category }) => category,
  Severity: ({ severity }) => severity ?? '',
  Priority: ({ priority }) => `${priority ?? ''}`,
  OpsItemType: ({ type }) => type,
  LastModifiedBy: ({ modifiedBy }) => modifiedBy,
  ResourceId: ({ resources }) => resources.join(' '),
  CreatedTime: ({ createdAt }) => new Date(createdAt).toISOString(),
  LastModifiedTime: ({ modifiedAt }) => new Date(modifiedAt).toISOString(),
};

/** By AWS's reference; of other keys: Equal. */
const operatorsOf: Record<string, Operator[]> = {
  CreatedTime: ['GreaterThan', 'LessThan'],
  LastModifiedTime: ['GreaterThan', 'LessThan'],
  LastModifiedBy: ['Contains', 'Equal'],
  Source: ['Contains', 'Equal'],
  Title: ['Contains', 'Equal'],
  ResourceId: ['Contains'],
};

const operators: Record<Operator, (found: string, wanted: string) => boolean> = {
  Equal: (found, wanted) => found === wanted,
  Contains: (found, wanted) => found.includes(wanted),
  GreaterThan: (found, wanted) => Date.parse(found) > Date.parse(wanted),
  LessThan: (found, wanted) => Date.parse(found) < Date.parse(wanted),
};

/** 1 to 50 a page, the newest first, all filters to hold. */
export function describeOpsItems({ estate }: SsmWorld) {
  return (input: DescribeOpsItemsRequest, call: AwsCall): DescribeOpsItemsResponse => {
    const tests = (input.OpsItemFilters ?? []).map(filterTest);
    const found = estate.opsItems.filter(
      (each) => each.account === call.account && each.region === call.region && tests.every((test) => test(each))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return { OpsItemSummaries: items.map(toSummary), NextToken: nextToken };
  };
}

function filterTest({ Key, Values = [], Operator }: OpsItemFilter): (item: OpsItem) => boolean {
  const value = values[Key ?? ''];
  if (!value) {
    const valid = Object.keys(values).join(', ');
    throw validationError(Key, 'opsItemFilters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
  }
  const valid = operatorsOf[Key!] ?? ['Equal'];
  if (!Operator || !valid.includes(Operator)) {
    const constraint = `Member must satisfy enum value set: [${valid.join(', ')}]`;
    throw validationError(Operator, 'opsItemFilters.1.member.operator', constraint);
  }
  return (item) => Values.some((wanted) => operators[Operator](value(item), wanted));
}

function toSummary(item: OpsItem): OpsItemSummary {
  const { resources, plannedAt } = item;
  return {
    CreatedBy: item.createdBy,
    CreatedTime: new Date(item.createdAt),
    LastModifiedBy: item.modifiedBy,
    LastModifiedTime: new Date(item.modifiedAt),
    Priority: item.priority ?? undefined,
    Source: item.source,
    Status: item.status,
    OpsItemId: item.opsItemId,
    Title: item.title,
    OperationalData:
      resources.length > 0
        ? {
            '/aws/resources': { Value: JSON.stringify(resources.map((arn) => ({ arn }))), Type: 'SearchableString' },
          }
        : undefined,
    Category: item.category,
    Severity: item.severity ?? undefined,
    OpsItemType: item.type,
    PlannedStartTime: plannedAt === null ? undefined : new Date(plannedAt),
  };
}
