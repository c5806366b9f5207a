import { type ListResourceDataSyncRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listResourceDataSync } from './listResourceDataSync';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 50, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const operation = listResourceDataSync(makeSsmWorld(estate));
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'ListResourceDataSync', ...place, mostPerPage: Infinity } as AwsCall;

const ask = (input: ListResourceDataSyncRequest) => operation(input, call);
const names = (input: ListResourceDataSyncRequest) => ask(input).ResourceDataSyncItems?.map(({ SyncName }) => SyncName);

test('of one type, or all; what goes to a bucket has no source, and the other way round', () => {
  expect(names({ SyncType: 'SyncToDestination' })).toEqual(['fleet-inventory']);
  expect(names({ SyncType: 'SyncFromSource' })).toEqual(['AWS-QuickSetup-ManagedNode']);
  expect(names({})).toHaveLength(2);
  const [toBucket, fromSource] = ask({}).ResourceDataSyncItems ?? [];
  expect(toBucket).toMatchObject({ SyncSource: undefined, S3Destination: { SyncFormat: 'JsonSerDe' } });
  expect(fromSource).toMatchObject({ S3Destination: undefined, SyncSource: { IncludeFutureRegions: true } });
});

test('one account’s fails, and says since when and why', () => {
  const failing = operation({}, { ...call, account: estate.accounts[2].id }).ResourceDataSyncItems?.[0];
  expect(failing).toMatchObject({ LastStatus: 'Failed', LastSyncStatusMessage: expect.stringContaining('Denied') });
  expect(failing!.LastSuccessfulSyncTime!.getTime()).toBeLessThan(failing!.LastSyncTime!.getTime());
});

test('pages join to the whole', () => {
  const first = ask({ MaxResults: 1 });
  const second = ask({ MaxResults: 1, NextToken: first.NextToken });
  expect([...(first.ResourceDataSyncItems ?? []), ...(second.ResourceDataSyncItems ?? [])]).toEqual(
    ask({}).ResourceDataSyncItems
  );
});

test.each([
  ['another type', { SyncType: 'SyncToMoon' }, 'ResourceDataSyncInvalidConfigurationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
  [
    'a token of the other type',
    { SyncType: 'SyncFromSource', NextToken: ask({ MaxResults: 1 }).NextToken },
    'InvalidNextToken',
  ],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
