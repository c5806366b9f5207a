import { type ListCloudConnectorsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listCloudConnectors } from './listCloudConnectors';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const operation = listCloudConnectors(makeSsmWorld(estate));
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'ListCloudConnectors', ...place, mostPerPage: Infinity } as AwsCall;

const ask = (input: ListCloudConnectorsRequest) => operation(input, call);
const ids = (input: ListCloudConnectorsRequest) =>
  ask(input).CloudConnectors?.map(({ CloudConnectorId }) => CloudConnectorId);

test('the connectors of the account and Region: what the tags of its nodes name', () => {
  const here = estate.machines.filter(({ account, region }) => account === place.account && region === place.region);
  const named = new Set(here.flatMap(({ tags }) => tags.CloudConnector ?? []));
  expect(named.size).toBeGreaterThan(0);
  expect(ids({})).toHaveLength(2);
  expect([...named].filter((id) => !ids({})?.includes(id))).toEqual([]);
});

test('pages join to the whole', () => {
  const first = ask({ MaxResults: 1 });
  expect([
    ...(first.CloudConnectors ?? []),
    ...(ask({ MaxResults: 1, NextToken: first.NextToken }).CloudConnectors ?? []),
  ]).toEqual(ask({ MaxResults: 0 }).CloudConnectors);
});

const by = (...keys: string[]) => ({ Filters: keys.map((FilterKey) => ({ FilterKey, FilterValues: ['x'] })) }) as never;

test('filters of one cloud find what leads there', () => {
  expect(ids(by('SubscriptionId', 'TenantId'))).toEqual([]);
});

test.each([
  ['filters of two clouds', by('SubscriptionId', 'ProjectId'), 'ValidationException'],
  ['an unknown key', by('Colour'), 'ValidationException'],
  ['too many results', { MaxResults: 11 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
