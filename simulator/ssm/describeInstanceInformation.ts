import {
  type DescribeInstanceInformationRequest,
  type DescribeInstanceInformationResult,
  type InstanceInformation,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { pageOf } from './input';
import { type ManagedNode, nameOf } from './managedNodes';
import { nodeFacts } from './nodeFacts';
import { filterNodes, type NodeFilter } from './nodeFilters';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** The older node list: 5 to 50 a page, 10 where none is asked for, without stopped instances. */
export function describeInstanceInformation({ nodes, activationNames }: SsmWorld) {
  return (input: DescribeInstanceInformationRequest, call: AwsCall): DescribeInstanceInformationResult => {
    const heard = nodes.all(call).filter(({ ec2, power }) => !(ec2 && !power.running));
    const found = filterNodes(heard, readFilters(input), 'InvalidInstanceInformationFilterValue');
    const { items, nextToken } = pageOf(found, input, { low: 5, high: 50, usual: 10 }, call, { sparse: true, nameOf });
    const now = Date.now();
    return {
      InstanceInformationList: items.map((node) => toInformation(node, activationNames, now)),
      NextToken: nextToken,
    };
  };
}

function readFilters({ InstanceInformationFilterList, Filters }: DescribeInstanceInformationRequest): NodeFilter[] {
  if (InstanceInformationFilterList?.length && Filters?.length) {
    throw ssmError('InvalidFilterKey', 'InstanceInformationFilterList and Filters can not be used together.');
  }
  return [
    ...(InstanceInformationFilterList ?? []).map(({ key, valueSet }) => ({ key: `${key}`, values: valueSet ?? [] })),
    ...(Filters ?? []).map(({ Key, Values }) => ({ key: `${Key}`, values: Values ?? [] })),
  ];
}

function toInformation(
  node: ManagedNode,
  activationNames: ReadonlyMap<string, string>,
  now: number
): InstanceInformation {
  const { ssm } = node;
  return {
    ...nodeFacts(node, now),
    IsLatestVersion: ssm.agentIsLatest,
    Name: activationNames.get(ssm.activationId ?? ''),
  };
}
