import {
  type AssociationExecution,
  type AssociationExecutionTarget,
  type DescribeAssociationExecutionsRequest,
  type DescribeAssociationExecutionTargetsRequest,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeAssociationExecutions } from './describeAssociationExecutions';
import { describeAssociationExecutionTargets } from './describeAssociationExecutionTargets';
import { describeAutomationExecutions } from './describeAutomationExecutions';
import { listAssociations } from './listAssociations';
import { listCommandInvocations } from './listCommandInvocations';
import { makeSsmWorld } from './ssmWorld';

const day = 24 * 3600_000;
const estate = makeEstate({ nodes: 800, seed: 7, now: Date.now() });
const world = makeSsmWorld(estate);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeAssociationExecutions', ...place, mostPerPage: Infinity } as AwsCall;
const associations = listAssociations(world)({}, call).Associations!;
const named = (name: string) => associations.find(({ AssociationName }) => AssociationName === name)!.AssociationId!;
const inventory = named('Inventory-Association');

type ExecutionsInput = Partial<DescribeAssociationExecutionsRequest>;
type TargetsInput = Partial<DescribeAssociationExecutionTargetsRequest>;

function executions(AssociationId: string, input: ExecutionsInput = {}): AssociationExecution[] {
  const page = describeAssociationExecutions(world)({ AssociationId, ...input }, call);
  const { AssociationExecutions = [], NextToken } = page;
  return NextToken
    ? [...AssociationExecutions, ...executions(AssociationId, { ...input, NextToken })]
    : AssociationExecutions;
}

function targets(AssociationId: string, ExecutionId: string, input: TargetsInput = {}): AssociationExecutionTarget[] {
  const page = describeAssociationExecutionTargets(world)({ AssociationId, ExecutionId, ...input }, call);
  const { AssociationExecutionTargets: found = [], NextToken } = page;
  return NextToken ? [...found, ...targets(AssociationId, ExecutionId, { ...input, NextToken })] : found;
}

const by = (Key: string, Type: string, Value: string) => ({ Filters: [{ Key, Type, Value }] }) as object;
const counted = (words: Array<string | undefined>) => {
  const counts = [...new Set(words)].sort().map((word) => `${word}=${words.filter((each) => each === word).length}`);
  return `{${counts.join(', ')}}`;
};

test('the newest is what the list of associations tells, and its targets are as the nodes say', () => {
  for (const { AssociationId, Overview, LastExecutionDate, TargetMaps } of associations) {
    const [newest] = executions(AssociationId!);
    if (!newest) {
      expect(Overview).toEqual({ Status: 'Pending', DetailedStatus: 'Creating' });
      continue;
    }
    expect(newest).toMatchObject({ Status: Overview!.Status, CreatedTime: LastExecutionDate });
    const its = targets(AssociationId!, newest.ExecutionId!);
    expect(newest.ResourceCountByStatus).toBe(counted(its.map(({ Status }) => Status)));
    if (TargetMaps) {
      continue;
    }
    const facts = world.nodes
      .all(place)
      .flatMap(({ ssm }) =>
        ssm.associations
          .filter(({ associationId }) => associationId === AssociationId)
          .map((each) => [ssm.nodeId, each.status, each.detailedStatus, each.executedAt ?? undefined])
      );
    expect(
      its.map((each) => [each.ResourceId, each.Status, each.DetailedStatus, each.LastExecutionDate?.getTime()])
    ).toEqual(facts);
    expect(its.map(({ OutputSource }) => OutputSource === undefined)).toEqual(
      facts.map(([, , , executedAt]) => executedAt === undefined)
    );
  }
});

test('one every half an hour for 30 days, 50 a page, the newest first', () => {
  expect(describeAssociationExecutions(world)({ AssociationId: inventory }, call).AssociationExecutions).toHaveLength(
    50
  );
  const all = executions(inventory);
  expect(all.length).toBeGreaterThan(1400);
  const times = all.map(({ CreatedTime }) => CreatedTime!.getTime());
  expect(times.slice(1).every((at, i) => times[i] - at === day / 48)).toBe(true);
  expect(new Set(all.map(({ ExecutionId }) => ExecutionId)).size).toBe(all.length);
});

test('who fails now has failed since its last success', () => {
  const failing = world.nodes.all(place).flatMap(({ ssm }) =>
    ssm.associations
      .filter(({ associationId, status }) => associationId === inventory && status === 'Failed')
      .map(({ executedAt, lastSuccessAt }) => ({
        nodeId: ssm.nodeId,
        runs: lastSuccessAt === null ? 6 : Math.round((executedAt! - lastSuccessAt) / (day / 48)),
      }))
  );
  expect(failing.length).toBeGreaterThan(0);
  for (const { nodeId, runs } of failing) {
    // Runs from before it was registered don't know it.
    const words = executions(inventory)
      .slice(0, 6)
      .flatMap(({ ExecutionId }) => targets(inventory, ExecutionId!, by('ResourceId', '', nodeId)))
      .map(({ Status }) => Status);
    expect(words).toEqual(words.map((_, i) => (i < runs ? 'Failed' : 'Success')));
  }
});

test('runs from before a node was registered don’t have it, and count what they have', () => {
  const registered = new Map(world.nodes.all(place).map(({ ssm }) => [ssm.nodeId, ssm.registeredAt ?? 0]));
  const all = executions(inventory);
  const late = [...registered.values()].filter((at) => at > all.at(-1)!.CreatedTime!.getTime()).length;
  expect(late).toBeGreaterThan(0);
  for (const { ExecutionId, CreatedTime, ResourceCountByStatus } of [all[1], all[3], all.at(-1)!]) {
    const its = targets(inventory, ExecutionId!);
    expect(its.every(({ ResourceId }) => registered.get(ResourceId!)! < CreatedTime!.getTime())).toBe(true);
    expect(ResourceCountByStatus).toBe(counted(its.map(({ Status }) => Status)));
  }
});

test('words for how it went are many', () => {
  const newest = associations.flatMap(({ AssociationId }) =>
    executions(AssociationId!)
      .slice(0, 1)
      .flatMap(({ ExecutionId }) => targets(AssociationId!, ExecutionId!))
  );
  const words = new Set(newest.map(({ Status, DetailedStatus }) => `${Status} ${DetailedStatus}`));
  for (const word of ['Success Success', 'Failed Failed', 'Pending Associated', 'Skipped Skipped', 'Queued Queued']) {
    expect(words).toContain(word);
  }
});

test('filters', () => {
  const all = executions(inventory);
  const since = new Date(Date.now() - day).toISOString();
  const later = all.filter(({ CreatedTime }) => CreatedTime! > new Date(since));
  expect(executions(inventory, by('CreatedTime', 'GREATER_THAN', since))).toEqual(later);
  expect(executions(inventory, by('CreatedTime', 'LESS_THAN', since))).toHaveLength(all.length - later.length);
  expect(executions(inventory, by('CreatedTime', 'EQUAL', all[7].CreatedTime!.toISOString()))).toEqual([all[7]]);
  expect(executions(inventory, by('ExecutionId', 'EQUAL', all[7].ExecutionId!))).toEqual([all[7]]);
  expect(executions(inventory, by('Status', 'EQUAL', 'Failed'))).toEqual(
    all.filter(({ Status }) => Status === 'Failed')
  );
  const patching = named('Daily-Patch-Scan');
  const [{ ExecutionId }] = executions(patching);
  const its = targets(patching, ExecutionId!);
  const failed = its.filter(({ Status }) => Status === 'Failed');
  expect(failed.length).toBeGreaterThan(0);
  expect(targets(patching, ExecutionId!, by('Status', '', 'Failed'))).toEqual(failed);
  expect(targets(patching, ExecutionId!, by('ResourceType', '', 'EC2'))).toEqual([]);
});

test('what it wrote is where its output source says: a command, or an automation', () => {
  const scan = associations.find(({ Name }) => Name === 'AWS-RunPatchBaselineAssociation')!.AssociationId!;
  for (const target of targets(scan, executions(scan)[0].ExecutionId!)) {
    const { OutputSourceId: CommandId, OutputSourceType } = target.OutputSource!;
    const found = listCommandInvocations(world)({ CommandId, InstanceId: target.ResourceId }, call);
    expect([OutputSourceType, found.CommandInvocations?.length]).toEqual(['RunCommand', 1]);
  }
  const stopping = named('Stop-Development-At-Night');
  const stopped = targets(stopping, executions(stopping)[1].ExecutionId!);
  expect(stopped.length).toBeGreaterThan(0);
  for (const { OutputSource, ResourceId } of stopped) {
    const Filters = [{ Key: 'ExecutionId' as const, Values: [OutputSource!.OutputSourceId!] }];
    const [found] = describeAutomationExecutions(world)({ Filters }, call).AutomationExecutionMetadataList!;
    expect([OutputSource!.OutputSourceType, found.Target]).toEqual(['Automation', ResourceId]);
  }
});

const unknown = '00000000-0000-4000-8000-000000000000';
const [{ ExecutionId: known }] = executions(inventory);

test.each([
  ['an unknown association', unknown, {}, 'AssociationDoesNotExist'],
  ['no id of an association', 'x', {}, 'ValidationException'],
  ['none', '', {}, 'ValidationException'],
  ['an unknown key', inventory, by('Colour', 'EQUAL', 'red'), 'ValidationException'],
  ['no filter at all', inventory, { Filters: [] }, 'ValidationException'],
  ['too many results', inventory, { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', inventory, { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, association, input, code) => {
  expect(() => executions(association, input)).toThrow(expect.objectContaining({ name: code }));
  expect(() => targets(association, known!, input)).toThrow(expect.objectContaining({ name: code }));
});

test('only times can be compared, and an unknown execution has no targets', () => {
  const refusal = (name: string) => expect.objectContaining({ name }) as Error;
  expect(() => executions(inventory, by('Status', 'GREATER_THAN', 'Failed'))).toThrow(refusal('ValidationException'));
  expect(() => executions(inventory, by('CreatedTime', 'EQUAL', 'now'))).toThrow(refusal('ValidationException'));
  expect(() => targets(inventory, unknown)).toThrow(refusal('AssociationExecutionDoesNotExist'));
});
