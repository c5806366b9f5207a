import { type DescribeMaintenanceWindowScheduleRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeMaintenanceWindows } from './describeMaintenanceWindows';
import { describeMaintenanceWindowSchedule } from './describeMaintenanceWindowSchedule';
import { describeMaintenanceWindowTargets } from './describeMaintenanceWindowTargets';
import { describeMaintenanceWindowTasks } from './describeMaintenanceWindowTasks';
import { getMaintenanceWindowTask } from './getMaintenanceWindowTask';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const world = makeSsmWorld(estate);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeMaintenanceWindowTasks', ...place, mostPerPage: Infinity } as AwsCall;
const here = estate.maintenanceWindows.filter(
  ({ account, region }) => account === place.account && region === place.region
);
const named = (name: string) => here.find((each) => each.name === name)!.windowId;

const describeTargets = describeMaintenanceWindowTargets(world);
const describeTasks = describeMaintenanceWindowTasks(world);
const getTask = getMaintenanceWindowTask(world);
const describeSchedule = describeMaintenanceWindowSchedule(world);
const targets = (WindowId: string, more = {}) => describeTargets({ WindowId, ...more }, call).Targets ?? [];
const tasks = (WindowId: string, more = {}) => describeTasks({ WindowId, ...more }, call).Tasks ?? [];
const schedule = (input: DescribeMaintenanceWindowScheduleRequest) =>
  describeSchedule({ MaxResults: 10_000, ...input }, call).ScheduledWindowExecutions ?? [];
const by = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] });

test('what patches a group has its nodes as targets, and one task for them', () => {
  const patching = here.filter(({ name }) => name.startsWith('patch-'));
  expect(patching.length).toBeGreaterThan(3);
  for (const { windowId, name } of patching) {
    const [target, ...others] = targets(windowId);
    expect(target.Targets).toEqual([{ Key: 'tag:Patch Group', Values: [name.slice('patch-'.length)] }]);
    expect(others).toEqual([]);
    expect(tasks(windowId)).toEqual([
      expect.objectContaining({
        TaskArn: 'AWS-RunPatchBaseline',
        Type: 'RUN_COMMAND',
        Targets: [{ Key: 'WindowTargetIds', Values: [target.WindowTargetId] }],
      }),
    ]);
  }
});

test('a task tells its parameters alone: some install, one scans; one is for a target that is gone', () => {
  const operations = Object.fromEntries(
    here.flatMap(({ name, windowId, tasks }) =>
      tasks
        .filter(({ taskArn }) => taskArn === 'AWS-RunPatchBaseline')
        .map(({ windowTaskId }) => {
          const task = getTask({ WindowId: windowId, WindowTaskId: windowTaskId }, call);
          expect(task).toMatchObject({ WindowId: windowId, TaskArn: 'AWS-RunPatchBaseline', TaskType: 'RUN_COMMAND' });
          return [name, task.TaskInvocationParameters?.RunCommand?.Parameters?.Operation?.[0]];
        })
    )
  );
  expect(operations['Scan-Everything']).toBe('Scan');
  expect(Object.values(operations).filter((each) => each === 'Install').length).toBe(
    Object.values(operations).length - 1
  );
  const gone = named('Patch-Decommissioned');
  const [task] = tasks(gone);
  expect(targets(gone).map(({ WindowTargetId }) => WindowTargetId)).not.toContain(task.Targets![0].Values![0]);
  expect(() => getTask({ WindowId: gone, WindowTaskId: 'none' }, call)).toThrow(
    expect.objectContaining({ name: 'DoesNotExistException' }) as Error
  );
});

test('tasks of every type, filters, and pages of 10', () => {
  const restart = named('Restart-Workers');
  expect(tasks(restart).map(({ Type }) => Type)).toEqual(['AUTOMATION', 'LAMBDA', 'STEP_FUNCTIONS']);
  expect(tasks(restart, by('TaskType', 'LAMBDA'))).toHaveLength(1);
  expect(tasks(restart, by('Priority', '2')).map(({ Type }) => Type)).toEqual(['STEP_FUNCTIONS']);
  expect(tasks(restart, by('TaskArn', 'AWS-RestartEC2Instance')).map(({ Type }) => Type)).toEqual(['AUTOMATION']);
  const upgrade = named('Database-Upgrade');
  expect(targets(upgrade, by('Type', 'RESOURCE_GROUP'))).toEqual(targets(upgrade));
  expect(targets(upgrade, by('OwnerInformation', 'nobody'))).toEqual([]);
  const WindowId = named('Data-Centre-Move');
  for (const [ask, items] of [
    [describeTargets, 'Targets'],
    [describeTasks, 'Tasks'],
  ] as const) {
    const first: any = ask({ WindowId, MaxResults: 10 }, call);
    const second: any = ask({ WindowId, MaxResults: 10, NextToken: first.NextToken }, call);
    expect([first[items].length, second[items].length, second.NextToken]).toEqual([10, 2, undefined]);
  }
});

test('the next runs begin with the one that the list of windows tells, and the rest follow', () => {
  for (const { WindowId, NextExecutionTime, Schedule } of describeMaintenanceWindows(world)({}, call)
    .WindowIdentities!) {
    const runs = schedule({ WindowId });
    expect(runs[0]?.ExecutionTime).toBe(NextExecutionTime);
    const times = runs.map(({ ExecutionTime }) => Date.parse(ExecutionTime!));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    if (Schedule === 'rate(12 hours)') {
      expect(runs.length).toBe(180);
    }
  }
  const all = schedule({});
  const running = here.filter(({ enabled, endsAt, schedule }) => enabled && endsAt === null && !/31 2/.test(schedule));
  expect(new Set(all.map(({ Name }) => Name)).size).toBe(running.length);
  const until = new Date(Date.now() + 7 * 24 * 3600_000).toISOString();
  const before = schedule(by('ScheduledBefore', until));
  expect(before.length + schedule(by('ScheduledAfter', until)).length).toBe(all.length);
  expect(before.length).toBeGreaterThan(14);
  expect(describeSchedule({}, call).ScheduledWindowExecutions).toHaveLength(50);
});

test('the next runs for a node are those of the windows that it is a target of', () => {
  const node = world.nodes.all(place).find(({ tags }) => tags['Patch Group'] !== undefined)!;
  const Targets = [{ Key: 'InstanceIds', Values: [node.ssm.nodeId] }];
  const runs = schedule({ Targets, ResourceType: 'INSTANCE' });
  expect([...new Set(runs.map(({ Name }) => Name))]).toContain(`patch-${node.tags['Patch Group']}`);
  expect(runs.some(({ Name }) => Name!.startsWith('patch-') && Name !== `patch-${node.tags['Patch Group']}`)).toBe(
    false
  );
  expect(schedule({ Targets, ResourceType: 'RESOURCE_GROUP' })).toEqual([]);
});

test.each([
  ['an unknown window', { WindowId: 'mw-00000000000000000' }, 'DoesNotExistException'],
  ['no id of a window', { WindowId: 'x' }, 'ValidationException'],
  ['an unknown key', by('Colour', 'red'), 'ValidationException'],
  ['no result', { MaxResults: 0 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  const refusal = expect.objectContaining({ name: code }) as Error;
  const query = { WindowId: here[0].windowId, ...input };
  expect(() => describeTargets(query, call)).toThrow(refusal);
  expect(() => describeTasks(query, call)).toThrow(refusal);
  expect(() => describeSchedule(query, call)).toThrow(refusal);
});

test('a window has to be named, pages have 10 to 100, and times have to be times', () => {
  const refusal = expect.objectContaining({ name: 'ValidationException' }) as Error;
  for (const ask of [describeTargets, describeTasks]) {
    expect(() => ask({ WindowId: undefined }, call)).toThrow(refusal);
    expect(() => ask({ WindowId: here[0].windowId, MaxResults: 9 }, call)).toThrow(refusal);
    expect(() => ask({ WindowId: here[0].windowId, MaxResults: 101 }, call)).toThrow(refusal);
  }
  expect(() => schedule(by('ScheduledBefore', 'soon'))).toThrow(refusal);
});
