import {
  type GetResourcesInput,
  type GetResourcesOutput,
  type TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { type AwsCall, AwsError } from '../aws/awsService';
import { takePage } from '../aws/pages';
import { type Estate, type Machine } from '../estate/machine';
import { machinesIn, oncePerPlace } from '../estate/places';

/** Pages of 1 to 100. It knows resources that have, or had, tags; the last page's token is the empty string. */
export function getResources(estate: Estate) {
  const tagged = oncePerPlace(estate, (place) => machinesIn(estate, place).flatMap(toResource));
  return (input: GetResourcesInput, call: AwsCall): GetResourcesOutput => {
    const { ResourceTypeFilters: types = [], TagFilters: tags = [], ResourceARNList: arns, ResourcesPerPage } = input;
    const size = ResourcesPerPage ?? 50;
    if (size < 1 || size > 100) {
      throw invalid(`ResourcesPerPage must be from 1 to 100, and is ${size}`);
    }
    if (arns && (types.length > 0 || tags.length > 0)) {
      throw invalid('ResourceARNList can not be combined with other filters');
    }
    const resources = tagged(call).filter(({ type, arn, machine }) => {
      const typeFits = types.length === 0 || types.some((each) => each === type || each === type.split(':')[0]);
      return typeFits && (arns?.includes(arn) ?? true) && tags.every((filter) => hasTag(machine, filter));
    });
    const { items, nextToken } = takePage(
      resources,
      {
        size: Math.min(size, call.mostPerPage),
        token: input.PaginationToken || undefined,
        of: ['GetResources', call.account, call.region, types, tags, arns],
        nameOf: ({ arn }) => arn,
      },
      () => new AwsError('PaginationTokenExpiredException', 'The pagination token is invalid or has expired')
    );
    return {
      PaginationToken: nextToken ?? '',
      ResourceTagMappingList: items.map(({ arn, machine }) => ({
        ResourceARN: arn,
        Tags: Object.entries(machine.tags).map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  };
}

function toResource(machine: Machine): Array<{ type: string; arn: string; machine: Machine }> {
  const { account, region, ec2, ssm, tags } = machine;
  if (Object.keys(tags).length === 0) {
    return [];
  }
  if (ec2) {
    const arn = `arn:aws:ec2:${region}:${account}:instance/${ec2.instanceId}`;
    return [{ type: 'ec2:instance', arn, machine }];
  }
  return ssm
    ? [
        {
          type: 'ssm:managed-instance',
          arn: `arn:aws:ssm:${region}:${account}:managed-instance/${ssm.nodeId}`,
          machine,
        },
      ]
    : [];
}

function hasTag({ tags }: Machine, { Key = '', Values = [] }: TagFilter): boolean {
  return tags[Key] !== undefined && (Values.length === 0 || Values.includes(tags[Key]));
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
