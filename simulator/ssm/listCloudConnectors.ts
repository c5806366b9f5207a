import { type ListCloudConnectorsRequest, type ListCloudConnectorsResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { pageOf } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** The keys of each cloud: a list is of one of them. */
const keysOf = { Azure: ['SubscriptionId', 'TenantId'], GCP: ['ProjectId', 'OrganizationId'] };

/** 1 to 10 a page; 0 stands for no size. A filter finds none: what a connector leads to is told by GetCloudConnector alone. */
export function listCloudConnectors({ estate }: SsmWorld) {
  return (input: ListCloudConnectorsRequest, call: AwsCall): ListCloudConnectorsResult => {
    const keys = input.Filters?.map(({ FilterKey = '' }) => `${FilterKey}`) ?? [];
    const clouds = Object.values(keysOf);
    if (keys.length > 0 && !clouds.some((known) => keys.every((key) => known.includes(key)))) {
      const valid = clouds.flat().join(', ');
      throw validationError(keys.join(', '), 'filters', `Member must be of one cloud, and of: [${valid}]`);
    }
    const found = estate.cloudConnectors.filter(
      (each) => keys.length === 0 && each.account === call.account && each.region === call.region
    );
    const { MaxResults, ...query } = input;
    const { items, nextToken } = pageOf(found, MaxResults === 0 ? query : input, { low: 0, high: 10, usual: 10 }, call);
    return {
      CloudConnectors: items.map((connector) => ({
        CloudConnectorId: connector.cloudConnectorId,
        DisplayName: connector.displayName,
        Description: connector.description ?? undefined,
        RoleArn: connector.roleArn,
        CreatedAt: new Date(connector.createdAt),
        UpdatedAt: new Date(connector.updatedAt),
        Provider: 'Azure' as const,
      })),
      NextToken: nextToken,
    };
  };
}
