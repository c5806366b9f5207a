import {
  type ListResourceDataSyncRequest,
  type ListResourceDataSyncResult,
  type ResourceDataSyncItem,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type ResourceDataSync } from '../estate/machine';
import { pageOf } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const types = ['SyncToDestination', 'SyncFromSource'];

/** 1 to 50 a page: of one type, or all. */
export function listResourceDataSync({ estate }: SsmWorld) {
  return (input: ListResourceDataSyncRequest, call: AwsCall): ListResourceDataSyncResult => {
    const { SyncType } = input;
    if (SyncType !== undefined && !types.includes(SyncType)) {
      throw ssmError('ResourceDataSyncInvalidConfigurationException', `${SyncType} is not a valid SyncType.`);
    }
    const found = estate.resourceDataSyncs.filter(
      (each) =>
        each.account === call.account &&
        each.region === call.region &&
        (SyncType === undefined || typeOf(each) === SyncType)
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return { ResourceDataSyncItems: items.map(toItem), NextToken: nextToken };
  };
}

function typeOf({ source }: ResourceDataSync): string {
  return types[source === null ? 0 : 1];
}

function toItem(sync: ResourceDataSync): ResourceDataSyncItem {
  const { destination, source } = sync;
  return {
    SyncName: sync.syncName,
    SyncType: typeOf(sync),
    SyncSource: source
      ? {
          SourceType: 'AwsOrganizations',
          AwsOrganizationsSource: {
            OrganizationSourceType: 'OrganizationalUnits',
            OrganizationalUnits: source.organizationalUnits.map((OrganizationalUnitId) => ({ OrganizationalUnitId })),
          },
          SourceRegions: source.regions,
          IncludeFutureRegions: true,
          EnableAllOpsDataSources: false,
        }
      : undefined,
    S3Destination: destination
      ? {
          BucketName: destination.bucket,
          Prefix: destination.prefix ?? undefined,
          SyncFormat: 'JsonSerDe',
          Region: destination.region,
        }
      : undefined,
    LastSyncTime: new Date(sync.lastTriedAt),
    LastSuccessfulSyncTime: new Date(sync.lastSucceededAt),
    LastStatus: sync.status,
    SyncCreatedTime: new Date(sync.createdAt),
    LastSyncStatusMessage: sync.message ?? undefined,
  };
}
