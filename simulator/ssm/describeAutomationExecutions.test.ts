import {
  type AutomationExecutionMetadata,
  type DescribeAutomationExecutionsRequest,
  type DescribeAutomationStepExecutionsRequest,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeAutomationExecutions } from './describeAutomationExecutions';
import { describeAutomationStepExecutions } from './describeAutomationStepExecutions';
import { makeSsmWorld } from './ssmWorld';

const day = 24 * 3600_000;
const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const world = makeSsmWorld(estate);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeAutomationExecutions', ...place, mostPerPage: Infinity } as AwsCall;
const ours = estate.automations.filter(({ account, region }) => account === place.account && region === place.region);
const kept = ours.filter(({ startedAt }) => startedAt > Date.now() - 30 * day);

const describe_ = describeAutomationExecutions(world);
const describeSteps = describeAutomationStepExecutions(world);
const by = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] }) as object;

function executions(input: DescribeAutomationExecutionsRequest = {}): AutomationExecutionMetadata[] {
  const { AutomationExecutionMetadataList = [], NextToken } = describe_(input, call);
  return NextToken
    ? [...AutomationExecutionMetadataList, ...executions({ ...input, NextToken })]
    : AutomationExecutionMetadataList;
}
const ids = (input: object) => executions(input).map(({ AutomationExecutionId }) => AutomationExecutionId);
const where = (holds: (execution: (typeof kept)[number]) => boolean) =>
  kept.filter(holds).map((each) => each.automationExecutionId);
const steps = (AutomationExecutionId: string, input: Partial<DescribeAutomationStepExecutionsRequest> = {}) =>
  describeSteps({ AutomationExecutionId, ...input }, call).StepExecutions ?? [];

test('those of the last 30 days, the newest first, 50 a page; what is older is gone', () => {
  expect(describe_({}, call).AutomationExecutionMetadataList).toHaveLength(50);
  expect(ids({})).toEqual(where(() => true));
  expect(kept.length).toBeGreaterThan(50);
  expect(kept.length).toBeLessThan(ours.length);
  for (const age of [day / 24, day, 7 * day]) {
    expect(kept.some(({ startedAt }) => startedAt > Date.now() - age)).toBe(true);
  }
  expect(new Set(executions().map((each) => each.AutomationExecutionStatus))).toEqual(
    new Set(['InProgress', 'Waiting', 'Success', 'TimedOut', 'Cancelled', 'Failed'])
  );
});

test('what runs has a step and no end, what has failed says why, and its step does', () => {
  for (const execution of executions()) {
    const { AutomationExecutionId, AutomationExecutionStatus: status, ExecutionEndTime } = execution;
    const its = steps(AutomationExecutionId!);
    const running = status === 'InProgress' || status === 'Waiting';
    expect(ExecutionEndTime === undefined).toBe(running);
    expect(execution.ExecutedBy).toMatch(/^arn:aws:sts::/);
    if (its.length === 0) {
      expect(executions(by('ParentExecutionId', AutomationExecutionId!)).length).toBeGreaterThan(1);
      continue;
    }
    const unfinished = its.find(({ StepStatus }) => StepStatus !== 'Success');
    expect(unfinished?.StepStatus).toBe(status === 'Success' ? undefined : status);
    expect(execution.CurrentStepName).toBe(running ? unfinished!.StepName : undefined);
    expect(execution.FailureMessage).toBe(unfinished?.FailureMessage);
    expect(execution.FailureMessage !== undefined).toBe(status === 'Failed');
  }
});

test('what runs on several targets has a child for each, and so has what an association starts', () => {
  const parents = executions().filter(({ TargetParameterName }) => TargetParameterName);
  expect(parents.length).toBeGreaterThan(10);
  for (const { AutomationExecutionId, ResolvedTargets } of parents) {
    const children = executions(by('ParentExecutionId', AutomationExecutionId!));
    expect(children.map(({ Target }) => Target).sort()).toEqual([...ResolvedTargets!.ParameterValues!].sort());
  }
  const { associationId, lastExecutedAt } = estate.associations.find(
    (each) => each.targetMaps.length > 0 && each.account === place.account && each.region === place.region
  )!;
  const [newest] = parents.filter(({ AssociationId }) => AssociationId === associationId);
  expect(newest).toMatchObject({ ExecutionStartTime: new Date(lastExecutedAt!), TargetMaps: [{}, {}, {}, {}, {}] });
});

test('filters', () => {
  const since = new Date(Date.now() - day).toISOString();
  expect(ids(by('StartTimeAfter', since))).toEqual(where(({ startedAt }) => startedAt > Date.parse(since)));
  expect(ids(by('StartTimeBefore', since))).toEqual(where(({ startedAt }) => startedAt < Date.parse(since)));
  expect(ids(by('ExecutionStatus', 'Failed', 'TimedOut'))).toEqual(
    where(({ status }) => status === 'Failed' || status === 'TimedOut')
  );
  expect(ids(by('DocumentNamePrefix', 'AWSSupport-'))).toEqual(
    where(({ documentName }) => documentName.startsWith('AWSSupport-'))
  );
  expect(ids(by('AutomationType', 'CrossAccount'))).toEqual(where(({ type }) => type === 'CrossAccount'));
  expect(ids(by('CurrentAction', 'aws:approve'))).toEqual(where(({ status }) => status === 'Waiting'));
  expect(ids(by('ExecutionId', kept[3].automationExecutionId))).toEqual([kept[3].automationExecutionId]);
  const failed = kept.find(({ failureMessage }) => failureMessage)!.automationExecutionId;
  expect(steps(failed, by('StepExecutionStatus', 'Failed'))).toHaveLength(1);
  const names = (ReverseOrder: boolean) => steps(failed, { ReverseOrder }).map(({ StepName }) => StepName);
  expect(names(true)).toEqual(names(false).reverse());
});

const known = kept[0].automationExecutionId;

test.each([
  ['an unknown key', by('Colour', 'red'), 'ValidationException'],
  ['a time that is none', by('StartTimeAfter', 'yesterday'), 'InvalidFilterValue'],
  ['eleven values', by('StartTimeAfter', ...Array<string>(11).fill('2026-11-21')), 'ValidationException'],
  ['no filter at all', { Filters: [] }, 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => describe_(input, call)).toThrow(expect.objectContaining({ name: code }));
  expect(() => steps(known, input)).toThrow(expect.objectContaining({ name: code }));
});

test.each([
  ['an unknown execution', '00000000-0000-4000-8000-000000000000', 'AutomationExecutionNotFoundException'],
  ['one that is no longer kept', ours.at(-1)!.automationExecutionId, 'AutomationExecutionNotFoundException'],
  ['no id of an execution', 'x', 'ValidationException'],
  ['none', '', 'ValidationException'],
])('steps of %s are refused', (_, id, code) => {
  expect(() => steps(id)).toThrow(expect.objectContaining({ name: code }));
});

test('a status that is none is refused', () => {
  expect(() => executions(by('ExecutionStatus', 'Fine'))).toThrow(
    expect.objectContaining({ name: 'InvalidFilterValue' })
  );
});
