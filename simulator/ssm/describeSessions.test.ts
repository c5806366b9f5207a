import { type DescribeSessionsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeSessions } from './describeSessions';
import { makeSsmWorld } from './ssmWorld';

const day = 24 * 3600_000;
const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const operation = describeSessions(makeSsmWorld(estate));
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeSessions', ...place, mostPerPage: Infinity } as AwsCall;
const ours = estate.sessions.filter(({ account, region }) => account === place.account && region === place.region);
const kept = ours.filter(({ startedAt }) => startedAt > Date.now() - 30 * day);
const over = kept.filter(({ endedAt }) => endedAt !== null);

const ask = (input: Partial<DescribeSessionsRequest>) =>
  operation({ State: 'History', MaxResults: 200, ...input }, call);
const sessions = (input: Partial<DescribeSessionsRequest> = {}) => ask(input).Sessions ?? [];
const by = (key: string, value: string) => ({ Filters: [{ key, value }] }) as Partial<DescribeSessionsRequest>;
const ids = (input: Partial<DescribeSessionsRequest>) => sessions(input).map(({ SessionId }) => SessionId);
const where = (holds: (session: (typeof over)[number]) => boolean) =>
  over.filter(holds).map(({ sessionId }) => sessionId);

test('those that are over, of the last 30 days, the newest first; what is older is gone', () => {
  expect(ids({})).toEqual(where(() => true));
  expect(kept.length).toBeLessThan(ours.length);
  expect(operation({ State: 'History' }, call).Sessions).toHaveLength(50);
  for (const age of [day / 24, day, 7 * day]) {
    expect(over.some(({ startedAt }) => startedAt > Date.now() - age)).toBe(true);
  }
  for (const { StartDate, EndDate, Owner, Status } of sessions()) {
    expect(EndDate!.getTime()).toBeGreaterThanOrEqual(StartDate!.getTime());
    expect(Owner).toMatch(/^arn:aws:(iam|sts)::/);
    expect(['Terminated', 'Failed']).toContain(Status);
  }
});

test('open ones have no end', () => {
  const open = sessions({ State: 'Active' });
  expect(open.map(({ Status }) => Status)).toEqual(['Connected', 'Connected', 'Disconnected']);
  expect(open.every(({ EndDate }) => EndDate === undefined)).toBe(true);
});

test('filters', () => {
  const since = new Date(Date.now() - day).toISOString();
  expect(ids(by('InvokedAfter', since))).toEqual(where(({ startedAt }) => startedAt >= Date.parse(since)));
  expect(ids(by('InvokedBefore', since))).toEqual(where(({ startedAt }) => startedAt < Date.parse(since)));
  const { target, owner, sessionId } = over[3];
  expect(ids(by('Target', target))).toEqual(where((each) => each.target === target));
  expect(ids(by('Owner', owner))).toEqual(where((each) => each.owner === owner));
  expect(ids(by('SessionId', sessionId))).toEqual([sessionId]);
  expect(ids(by('Status', 'Failed'))).toEqual(where(({ status }) => status === 'Failed'));
  expect(ids(by('AccessType', 'JustInTime'))).toEqual([]);
});

test.each([
  ['no state', { State: undefined }, 'ValidationException'],
  ['an unknown state', { State: 'Past' as never }, 'ValidationException'],
  ['an unknown key', by('Colour', 'red'), 'ValidationException'],
  ['an unknown status', by('Status', 'Fine'), 'ValidationException'],
  ['a time that is none', by('InvokedAfter', 'yesterday'), 'ValidationException'],
  ['no filter at all', { Filters: [] }, 'ValidationException'],
  ['too many results', { MaxResults: 201 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
