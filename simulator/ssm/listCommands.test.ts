import { type CommandFilter, type CommandFilterKey, type ListCommandInvocationsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listCommandInvocations } from './listCommandInvocations';
import { listCommands } from './listCommands';
import { makeSsmWorld } from './ssmWorld';

const day = 24 * 3600_000;
const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const world = makeSsmWorld(estate);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'ListCommands', ...place, mostPerPage: Infinity } as AwsCall;
const ours = estate.commands.filter(({ account, region }) => account === place.account && region === place.region);
const kept = ours.filter(({ requestedAt }) => requestedAt > Date.now() - 30 * day);

const list = listCommands(world);
const listInvocations = listCommandInvocations(world);
const by = (key: CommandFilterKey | string, value: string) => ({ Filters: [{ key, value } as CommandFilter] });

function all<Input, Page extends { NextToken?: string }, Item>(
  ask: (input: Input, call: AwsCall) => Page,
  input: Input,
  items: (page: Page) => Item[] | undefined
): Item[] {
  const found: Item[] = [];
  let NextToken: string | undefined;
  do {
    const page: Page = ask({ ...input, NextToken }, call);
    found.push(...(items(page) ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

const commands = (input = {}) => all(list, input, ({ Commands }) => Commands);
const invocations = (input: ListCommandInvocationsRequest = {}) =>
  all(listInvocations, input, (page) => page.CommandInvocations);

test('those of the last 30 days, the newest first, 50 a page; what is older is gone', () => {
  expect(list({}, call).Commands).toHaveLength(50);
  expect(commands().map(({ CommandId }) => CommandId)).toEqual(kept.map(({ commandId }) => commandId));
  expect(kept.length).toBeGreaterThan(50);
  expect(kept.length).toBeLessThan(ours.length);
  for (const age of [day / 24, day, 7 * day]) {
    expect(kept.some(({ requestedAt }) => requestedAt > Date.now() - age)).toBe(true);
  }
});

test('a command’s counts are those of its invocations', () => {
  const ofAll = invocations();
  for (const command of commands()) {
    const its = ofAll.filter(({ CommandId }) => CommandId === command.CommandId);
    const count = (...words: string[]) => its.filter(({ StatusDetails }) => words.includes(StatusDetails!)).length;
    expect(command).toMatchObject({
      TargetCount: its.length,
      CompletedCount: its.length - count('Pending', 'InProgress', 'Delayed'),
      ErrorCount: count('Failed', 'ExecutionTimedOut'),
      DeliveryTimedOutCount: count('DeliveryTimedOut'),
    });
    expect(command.Status === 'Success').toBe(its.length > 0 && its.every(({ Status }) => Status === 'Success'));
  }
});

test('every way to end occurs, of commands and of invocations', () => {
  const words = (found: Array<{ StatusDetails?: string }>) => new Set(found.map((each) => each.StatusDetails));
  expect(words(commands())).toEqual(
    new Set([
      'InProgress',
      'Success',
      'Failed',
      'Incomplete',
      'Cancelled',
      'ExecutionTimedOut',
      'DeliveryTimedOut',
      'NoInstancesInTag',
    ])
  );
  expect([...words(invocations())].sort()).toEqual([
    'Cancelled',
    'DeliveryTimedOut',
    'ExecutionTimedOut',
    'Failed',
    'InProgress',
    'Pending',
    'Success',
    'Terminated',
    'Undeliverable',
  ]);
});

test('a verdict’s execution is a command that its node got', () => {
  const verdicts = [...world.compliance.Patch(place), ...world.compliance['Custom:EndpointProtection'](place)].filter(
    ({ ExecutionSummary }) => ExecutionSummary!.ExecutionTime!.getTime() > Date.now() - 29 * day
  );
  expect(verdicts.length).toBeGreaterThan(50);
  for (const { ExecutionSummary, ResourceId } of verdicts) {
    const [found, ...others] = invocations({ CommandId: ExecutionSummary!.ExecutionId, InstanceId: ResourceId });
    expect(found).toMatchObject({ InstanceId: ResourceId, DocumentName: expect.stringMatching(/^AWS-Run/) });
    expect(others).toEqual([]);
  }
});

test('filters', () => {
  const where = (holds: (command: (typeof kept)[number]) => boolean) =>
    kept.filter(holds).map(({ commandId }) => commandId);
  const ids = (input: object) => commands(input).map(({ CommandId }) => CommandId);
  const since = new Date(Date.now() - day).toISOString();
  expect(ids(by('InvokedAfter', since))).toEqual(where(({ requestedAt }) => requestedAt >= Date.parse(since)));
  expect(ids(by('InvokedBefore', since))).toEqual(where(({ requestedAt }) => requestedAt < Date.parse(since)));
  expect(ids(by('Status', 'TimedOut'))).toEqual(where(({ status }) => status === 'TimedOut'));
  expect(ids(by('Status', 'Incomplete'))).toEqual(where((each) => each.statusDetails === 'Incomplete'));
  expect(ids(by('ExecutionStage', 'Executing'))).toEqual(where(({ status }) => status === 'InProgress'));
  const document = 'AWS-RunPatchBaseline';
  expect(ids(by('DocumentName', document))).toEqual(where(({ documentName }) => documentName === document));
  const { nodeId } = kept[0].invocations[0];
  expect(ids({ InstanceId: nodeId })).toEqual(where((each) => each.invocations.some((one) => one.nodeId === nodeId)));
  const undelivered = invocations(by('Status', 'Undeliverable'));
  expect(new Set(undelivered.map(({ Status, StatusDetails }) => `${Status} ${StatusDetails}`))).toEqual(
    new Set(['Failed Undeliverable'])
  );
});

test('what people write is told as it is: markup, a formula, a password', () => {
  const told = JSON.stringify(commands());
  for (const text of ['<img src=x onerror=alert(1)>', '=HYPERLINK(', "-p'correct horse battery staple'"]) {
    expect(told).toContain(JSON.stringify(text).slice(1, -1));
  }
});

test('what a node wrote is told where details are asked for', () => {
  const [failed] = invocations(by('Status', 'Failed'));
  expect(failed.CommandPlugins).toEqual([]);
  const [{ CommandPlugins }] = invocations({ ...by('Status', 'Failed'), Details: true });
  expect(CommandPlugins).toEqual([expect.objectContaining({ ResponseCode: 1, Output: expect.stringMatching(/./) })]);
});

const unknown = '00000000-0000-4000-8000-000000000000';

test.each([
  ['an unknown command', { CommandId: unknown }, 'InvalidCommandId'],
  ['one that is no longer kept', { CommandId: ours.at(-1)!.commandId }, 'InvalidCommandId'],
  ['no id of a command', { CommandId: 'x' }, 'ValidationException'],
  ['an unknown node', { InstanceId: 'mi-00000000000000000' }, 'InvalidInstanceId'],
  ['no id of a node', { InstanceId: 'web-prd-001' }, 'ValidationException'],
  ['an unknown key', by('Colour', 'red'), 'ValidationException'],
  ['an unknown status', by('Status', 'Fine'), 'ValidationException'],
  ['a time that is none', by('InvokedAfter', 'yesterday'), 'ValidationException'],
  ['no filter at all', { Filters: [] }, 'ValidationException'],
  ['six filters', { Filters: Array(6).fill(by('Status', 'Failed').Filters[0]) }, 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of another query', { ...by('Status', 'Success'), NextToken: list({}, call).NextToken }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => list(input, call)).toThrow(expect.objectContaining({ name: code }));
  expect(() => listInvocations(input, call)).toThrow(expect.objectContaining({ name: code }));
});

test('only commands have a stage', () => {
  expect(() => listInvocations(by('ExecutionStage', 'Complete'), call)).toThrow(
    expect.objectContaining({ name: 'InvalidFilterKey' })
  );
  expect(() => list(by('ExecutionStage', 'Halfway'), call)).toThrow(
    expect.objectContaining({ name: 'ValidationException' })
  );
});
