import { type DescribeMaintenanceWindowsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeMaintenanceWindows } from './describeMaintenanceWindows';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const operation = describeMaintenanceWindows(makeSsmWorld(estate));
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeMaintenanceWindows', ...place, mostPerPage: Infinity } as AwsCall;
const here = estate.maintenanceWindows.filter((each) => each.account === call.account && each.region === call.region);

const ask = (input: DescribeMaintenanceWindowsRequest) => operation(input, call);
const windows = (input: DescribeMaintenanceWindowsRequest) => ask(input).WindowIdentities ?? [];
const by = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] });

test('the windows of the account and Region: one for each patch group, and others', () => {
  expect(windows({}).map(({ WindowId, Name }) => [WindowId, Name])).toEqual(
    here.map(({ windowId, name }) => [windowId, name])
  );
  const groups = estate.patchGroups.filter((each) => each.account === call.account && each.region === call.region);
  const patching = new Set(groups.map(({ patchGroup }) => `patch-${patchGroup}`));
  expect(new Set(here.filter(({ name }) => name.startsWith('patch-')).map(({ name }) => name))).toEqual(patching);
});

test('what runs has a next time, in AWS’s several forms; what is disabled or over has none', () => {
  const named = (name: string) => windows(by('Name', name))[0];
  expect(named('Restart-Workers').NextExecutionTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const patching = windows({}).filter(({ Name }) => Name?.startsWith('patch-'));
  for (const { NextExecutionTime, ScheduleTimezone, Schedule } of patching) {
    expect(NextExecutionTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    expect(Date.parse(NextExecutionTime!)).toBeGreaterThan(Date.now() - 60_000);
    expect(ScheduleTimezone === undefined || Schedule!.startsWith('cron')).toBe(true);
  }
  expect(named('Database-Upgrade')).toMatchObject({ Enabled: false, Cutoff: 2, Duration: 6 });
  expect(named('Database-Upgrade')).not.toHaveProperty('NextExecutionTime', expect.any(String));
  expect(named('Data-Centre-Move')).not.toHaveProperty('NextExecutionTime', expect.any(String));
  expect(Date.parse(named('Data-Centre-Move').EndDate!)).toBeLessThan(Date.now());
});

test('filters by name and by whether it is enabled', () => {
  expect(windows(by('Enabled', 'False')).map(({ Name }) => Name)).toEqual(['Database-Upgrade', 'Patch-Paused']);
  expect(windows(by('Enabled', 'true'))).toHaveLength(here.length - 2);
  expect(windows(by('Name', 'Restart-Workers', 'Database-Upgrade'))).toHaveLength(2);
});

test('pages join to the whole', () => {
  const first = operation({}, { ...call, mostPerPage: 4 });
  const second = operation({ NextToken: first.NextToken }, { ...call, mostPerPage: 4 });
  expect([...(first.WindowIdentities ?? []), ...(second.WindowIdentities ?? [])]).toEqual(windows({}).slice(0, 8));
});

test.each([
  ['an unknown key', by('Colour', 'red'), 'ValidationException'],
  ['six filters', { Filters: Array(6).fill(by('Name', 'a').Filters[0]) }, 'ValidationException'],
  ['too few results', { MaxResults: 9 }, 'ValidationException'],
  ['too many results', { MaxResults: 101 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
