import { accounts } from './accounts';
import { type ResourceDataSync } from './machine';
import { Random } from './random';

const minute = 60_000;
const day = 24 * 60 * minute;

const bucket = 'acme-ssm-inventory';

/**
 * Every account syncs its inventory to a bucket from its first Region; the last account's may no longer write there. The base
 * account has one more, which brings OpsData of the organization together.
 */
export function makeResourceDataSyncs(seed: number, madeAt: number): ResourceDataSync[] {
  const random = new Random(seed, 'resource data syncs');
  const toBuckets = accounts.map(({ id: account, regions }, i): ResourceDataSync => {
    const syncedAt = madeAt - random.int(5, 90) * minute;
    const fails = i === accounts.length - 1;
    return {
      syncName: 'fleet-inventory',
      account,
      region: regions[0],
      createdAt: madeAt - random.int(100, 800) * day,
      lastTriedAt: syncedAt,
      lastSucceededAt: fails ? madeAt - 9 * day : syncedAt,
      status: fails ? 'Failed' : 'Successful',
      message: fails ? `Access Denied to the bucket ${bucket}` : 'The sync was successfully completed',
      destination: { bucket, prefix: fails ? null : 'fleet', region: regions[0] },
      source: null,
    };
  });
  const [{ id: account, regions }] = accounts;
  return [
    ...toBuckets,
    {
      syncName: 'AWS-QuickSetup-ManagedNode',
      account,
      region: regions[0],
      createdAt: madeAt - 200 * day,
      lastTriedAt: madeAt - 30 * minute,
      lastSucceededAt: madeAt - 30 * minute,
      status: 'InProgress',
      message: null,
      destination: null,
      source: { regions, organizationalUnits: ['ou-ab12-11111111', 'ou-ab12-22222222'] },
    },
  ];
}
