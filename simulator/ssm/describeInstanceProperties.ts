import {
  type DescribeInstancePropertiesRequest,
  type DescribeInstancePropertiesResult,
  type InstanceProperty,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { pageOf } from './input';
import { type ManagedNode, nameOf } from './managedNodes';
import { nodeFacts } from './nodeFacts';
import { filterNodes, type NodeFilter } from './nodeFilters';
import { type SsmWorld } from './ssmWorld';

/** The fast node list: 5 to 1,000 a page, with what EC2 knows of an instance, stopped ones too. */
export function describeInstanceProperties({ nodes, activationNames }: SsmWorld) {
  return (input: DescribeInstancePropertiesRequest, call: AwsCall): DescribeInstancePropertiesResult => {
    const found = filterNodes(nodes.all(call), readFilters(input), 'InvalidInstancePropertyFilterValue');
    const { items, nextToken } = pageOf(found, input, { low: 5, high: 1000, usual: 50 }, call, { nameOf });
    const now = Date.now();
    return {
      InstanceProperties: items.map((node) => toProperty(node, activationNames, now)),
      NextToken: nextToken,
    };
  };
}

function readFilters(input: DescribeInstancePropertiesRequest): NodeFilter[] {
  return [
    ...(input.InstancePropertyFilterList ?? []).map(({ key, valueSet }) => ({ key: `${key}`, values: valueSet ?? [] })),
    ...(input.FiltersWithOperator ?? []).map(({ Key, Values, Operator }) => ({
      key: `${Key}`,
      values: Values ?? [],
      operator: Operator,
    })),
  ];
}

function toProperty(node: ManagedNode, activationNames: ReadonlyMap<string, string>, now: number): InstanceProperty {
  const { ec2, os, power, tags, ssm } = node;
  return {
    ...nodeFacts(node, now),
    Name: ec2 ? tags.Name : activationNames.get(ssm.activationId ?? ''),
    Architecture: os.architecture,
    ...(ec2 && {
      InstanceType: ec2.instanceType,
      InstanceRole: ec2.iamInstanceProfileArn ?? undefined,
      InstanceState: power.running ? 'running' : 'stopped',
      LaunchTime: new Date(ec2.launchedAt),
      AvailabilityZone: ec2.availabilityZone,
    }),
  };
}
