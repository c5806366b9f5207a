import { type AwsCall, AwsError } from '../aws/awsService';
import { takePage } from '../aws/pages';
import { type Estate, type Machine } from '../estate/machine';
import { isInGroup } from '../estate/resourceGroups';

/** Of AWS's API reference: its client for JavaScript is not among ours. */
interface ListGroupResourcesInput {
  Group?: string;
  GroupName?: string;
  Filters?: Array<{ Name: string; Values: string[] }>;
  MaxResults?: number;
  NextToken?: string;
}

interface ResourceIdentifier {
  ResourceArn: string;
  ResourceType: string;
}

interface ListGroupResourcesOutput {
  Resources: Array<{ Identifier: ResourceIdentifier }>;
  /** The same once more, as older clients know them. */
  ResourceIdentifiers: ResourceIdentifier[];
  NextToken?: string;
  QueryErrors: [];
}

/** Pages of 1 to 50, of a group by its name or ARN. */
export function listGroupResources({ machines, resourceGroups }: Estate) {
  return (input: ListGroupResourcesInput, call: AwsCall): ListGroupResourcesOutput => {
    const { Group, GroupName, Filters = [], MaxResults: size = 50, NextToken: token } = input;
    const named = (Group ?? GroupName ?? '').replace(/^arn:aws:resource-groups:[^:]+:\d+:group\//, '');
    if (named === '') {
      throw new AwsError('BadRequestException', 'Group is required');
    }
    if (size < 1 || size > 50) {
      throw new AwsError('BadRequestException', `MaxResults must be from 1 to 50, and is ${size}`);
    }
    const group = resourceGroups.find(
      ({ name, account, region }) => name === named && account === call.account && region === call.region
    );
    if (!group) {
      throw new AwsError('NotFoundException', `Group ${named} does not exist`, 404);
    }
    const types = Filters.filter(({ Name }) => Name === 'resource-type').flatMap(({ Values }) => Values);
    const found = machines
      .filter((machine) => isInGroup(machine, group))
      .map(identifierOf)
      .filter(({ ResourceType }) => types.length === 0 || types.includes(ResourceType));
    const { items, nextToken } = takePage(
      found,
      {
        size: Math.min(size, call.mostPerPage),
        token,
        of: ['ListGroupResources', call.account, call.region, named, types],
        nameOf: ({ ResourceArn }) => ResourceArn,
      },
      () => new AwsError('BadRequestException', 'NextToken is not valid')
    );
    return {
      Resources: items.map((Identifier) => ({ Identifier })),
      ResourceIdentifiers: items,
      NextToken: nextToken,
      QueryErrors: [],
    };
  };
}

function identifierOf({ account, region, ec2, ssm }: Machine): ResourceIdentifier {
  return ec2
    ? {
        ResourceArn: `arn:aws:ec2:${region}:${account}:instance/${ec2.instanceId}`,
        ResourceType: 'AWS::EC2::Instance',
      }
    : {
        ResourceArn: `arn:aws:ssm:${region}:${account}:managed-instance/${ssm!.nodeId}`,
        ResourceType: 'AWS::SSM::ManagedInstance',
      };
}
