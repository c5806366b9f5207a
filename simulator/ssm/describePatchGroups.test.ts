import { type DescribePatchGroupsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describePatchBaselines } from './describePatchBaselines';
import { describePatchGroups } from './describePatchGroups';
import { getPatchBaseline } from './getPatchBaseline';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const world = makeSsmWorld(estate);
const operation = describePatchGroups(world);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribePatchGroups', ...place, mostPerPage: Infinity } as AwsCall;

const ask = (input: DescribePatchGroupsRequest) => operation(input, call);
const mappings = (input: DescribePatchGroupsRequest) => ask(input).Mappings ?? [];
const by = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] });
const here = estate.patchGroups.filter(({ account, region }) => account === call.account && region === call.region);

test('the groups of the account and Region, with their baselines as the list of baselines has them', () => {
  const { BaselineIdentities = [] } = describePatchBaselines(world)({}, call);
  expect(here.length).toBeGreaterThan(10);
  expect(mappings({})).toEqual(
    here.map(({ patchGroup, baselineId }) => ({
      PatchGroup: patchGroup,
      BaselineIdentity: BaselineIdentities.find(({ BaselineId }) => BaselineId === baselineId),
    }))
  );
});

test('each baseline knows the groups that are registered with it, and no others', () => {
  const told = estate.baselines
    .filter(({ account, region }) => account === call.account && region === call.region)
    .flatMap(({ baselineId }) => {
      const { PatchGroups = [] } = getPatchBaseline(world)({ BaselineId: baselineId }, call);
      return PatchGroups.map((group) => `${group} ${baselineId}`);
    });
  expect(told.sort()).toEqual(here.map(({ patchGroup, baselineId }) => `${patchGroup} ${baselineId}`).sort());
});

test('filters by the beginning of a group’s name, with a wildcard or without, and by operating system', () => {
  const windows = mappings(by('OPERATING_SYSTEM', 'WINDOWS'));
  expect(new Set(windows.map(({ BaselineIdentity }) => BaselineIdentity?.OperatingSystem))).toEqual(
    new Set(['WINDOWS'])
  );
  expect(windows.length).toBe(mappings(by('NAME_PREFIX', 'windows-')).length);
  expect(mappings(by('NAME_PREFIX', 'windows-ret*')).map(({ PatchGroup }) => PatchGroup)).toEqual(['windows-retired']);
  expect(mappings(by('NAME_PREFIX', 'AWS-'))).toEqual([]);
  const both = [...by('OPERATING_SYSTEM', 'UBUNTU', 'SUSE').Filters, ...by('NAME_PREFIX', 'linux-prod').Filters];
  const found = mappings({ Filters: both });
  expect(new Set(found.map(({ BaselineIdentity }) => BaselineIdentity?.OperatingSystem))).toEqual(
    new Set(['UBUNTU', 'SUSE'])
  );
  expect(found.filter(({ PatchGroup }) => !PatchGroup?.startsWith('linux-prod'))).toEqual([]);
});

test('pages join to the whole', () => {
  const first = ask({ MaxResults: 7 });
  const second = ask({ MaxResults: 7, NextToken: first.NextToken });
  expect([...(first.Mappings ?? []), ...(second.Mappings ?? [])]).toEqual(mappings({}).slice(0, 14));
});

test.each([
  ['an unknown key', by('COLOUR', 'red'), 'ValidationException'],
  ['six filters', { Filters: Array(6).fill(by('NAME_PREFIX', 'a').Filters[0]) }, 'ValidationException'],
  ['no result', { MaxResults: 0 }, 'ValidationException'],
  ['too many results', { MaxResults: 101 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
