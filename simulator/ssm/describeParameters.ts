import {
  type DescribeParametersRequest,
  type DescribeParametersResult,
  type ParameterMetadata,
  type ParametersFilter,
  type ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import { type AwsCall, AwsError } from '../aws/awsService';
import { type SsmParameter } from '../estate/machine';
import { pageOf } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

type Test = (parameter: SsmParameter) => boolean;

const filterKeys: Record<string, (parameter: SsmParameter) => string | null> = {
  Name: ({ name }) => name,
  Type: ({ type }) => type,
  KeyId: ({ keyId }) => keyId,
  Tier: ({ tier }) => tier,
  DataType: ({ dataType }) => dataType,
};

const options: Record<string, (found: string, wanted: string) => boolean> = {
  Equals: (found, wanted) => found === wanted,
  BeginsWith: (found, wanted) => found.startsWith(wanted),
  Contains: (found, wanted) => found.includes(wanted),
};

/** 1 to 50 a page, all filters to hold: the account's own, and of those all but the values. A page may be empty in mid-stream. */
export function describeParameters({ estate }: SsmWorld) {
  return (input: DescribeParametersRequest, call: AwsCall): DescribeParametersResult => {
    if (input.Filters && input.ParameterFilters) {
      throw validationError('[both]', 'parameterFilters', 'Member must not be used together with filters');
    }
    const tests = [...(input.Filters ?? []).map(oldFilterTest), ...(input.ParameterFilters ?? []).map(filterTest)];
    // Nobody here shares a parameter with another account.
    const found = estate.parameters.filter(
      (each) =>
        !input.Shared &&
        each.account === call.account &&
        each.region === call.region &&
        tests.every((test) => test(each))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, { sparse: true });
    return { Parameters: items.map(toMetadata), NextToken: nextToken };
  };
}

function oldFilterTest({ Key, Values = [] }: ParametersFilter): Test {
  const known = ['Name', 'Type', 'KeyId'];
  if (!known.includes(Key ?? '')) {
    const constraint = `Member must satisfy enum value set: [${known.join(', ')}]`;
    throw validationError(Key, 'filters.1.member.key', constraint);
  }
  const matches = Key === 'Name' ? options.BeginsWith : options.Equals;
  return (parameter) => Values.some((wanted) => matches(filterKeys[Key!](parameter) ?? '', wanted));
}

function filterTest({ Key = '', Option, Values = [] }: ParameterStringFilter): Test {
  if (Key === 'Path') {
    return pathTest(Option ?? 'OneLevel', Values);
  }
  if (Key.startsWith('tag:')) {
    return () => false; // parameters here have no tags
  }
  const value = filterKeys[Key];
  if (!value) {
    throw invalidFilterKey();
  }
  const matches = options[Option ?? 'Equals'];
  if (!matches || (Option === 'Contains' && Key !== 'Name')) {
    throw ssmError('InvalidFilterOption', `The filter option ${Option} is not valid for ${Key}.`);
  }
  return (parameter) => Values.some((wanted) => matches(value(parameter) ?? '', wanted));
}

function pathTest(option: string, paths: string[]): Test {
  if (option !== 'OneLevel' && option !== 'Recursive') {
    throw ssmError('InvalidFilterOption', `The filter option ${option} is not valid for Path.`);
  }
  return ({ name }) =>
    paths.some((path) => {
      const beginning = path.endsWith('/') ? path : `${path}/`;
      return name.startsWith(beginning) && (option === 'Recursive' || !name.slice(beginning.length).includes('/'));
    });
}

function invalidFilterKey(): AwsError {
  return new AwsError('InvalidFilterKey', 'The specified key is not valid.');
}

function toMetadata(parameter: SsmParameter): ParameterMetadata {
  const { name, account, region, policies } = parameter;
  return {
    Name: name,
    ARN: `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    Type: parameter.type,
    KeyId: parameter.keyId ?? undefined,
    LastModifiedDate: new Date(parameter.modifiedAt),
    LastModifiedUser: parameter.modifiedBy,
    Description: parameter.description ?? undefined,
    AllowedPattern: parameter.allowedPattern ?? undefined,
    Version: parameter.version,
    Tier: parameter.tier,
    Policies: policies.map(({ type, status, attributes }) => ({
      PolicyText: JSON.stringify({ Type: type, Version: '1.0', Attributes: attributes }),
      PolicyType: type,
      PolicyStatus: status,
    })),
    DataType: parameter.dataType,
  };
}
