import {
  type DescribeMaintenanceWindowScheduleRequest,
  type DescribeMaintenanceWindowScheduleResult,
  type PatchOrchestratorFilter,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type MaintenanceWindow, type WindowTarget } from '../estate/machine';
import { nextExecution } from '../estate/windowSchedule';
import { pageOf, timestamp } from './input';
import { maintenanceWindow } from './maintenanceWindow';
import { type ManagedNode } from './managedNodes';
import { orchestratorTest } from './orchestratorFilters';
import { type SsmWorld } from './ssmWorld';
import { executionTime } from './windowTimes';

const ninetyDays = 90 * 24 * 3600_000;

interface Execution {
  window: MaintenanceWindow;
  at: number;
}

type Asked = Pick<DescribeMaintenanceWindowScheduleRequest, 'Targets' | 'ResourceType'>;

const filterKeys: Record<string, (execution: Execution, wanted: string) => boolean> = {
  ScheduledBefore: ({ at }, wanted) => at < Date.parse(wanted),
  ScheduledAfter: ({ at }, wanted) => at > Date.parse(wanted),
};

/** The executions of the next 90 days, the first ones first, of one window, of those for some targets, or of all. */
export function describeMaintenanceWindowSchedule(world: SsmWorld) {
  return (input: DescribeMaintenanceWindowScheduleRequest, call: AwsCall): DescribeMaintenanceWindowScheduleResult => {
    const { WindowId, Targets, ResourceType, Filters = [] } = input;
    Filters.forEach(checkTime);
    const fits = orchestratorTest(Filters, filterKeys);
    const windows =
      WindowId === undefined
        ? world.estate.maintenanceWindows.filter(
            ({ account, region }) => account === call.account && region === call.region
          )
        : [maintenanceWindow(world, WindowId, call)];
    const node = nodeOf(Targets, (id) => world.nodes.find(id, call));
    const now = Date.now();
    const found = windows
      .filter(
        ({ targets }) => Targets === undefined || targets.some((each) => isFor(each, { Targets, ResourceType }, node))
      )
      .flatMap((window) => executions(window, now))
      .filter(fits)
      .sort((a, b) => a.at - b.at);
    const { items, nextToken } = pageOf(found, input, { low: 1, high: Infinity, usual: 50 }, call);
    return {
      ScheduledWindowExecutions: items.map(({ window, at }) => ({
        WindowId: window.windowId,
        Name: window.name,
        ExecutionTime: executionTime(at, window),
      })),
      NextToken: nextToken,
    };
  };
}

function checkTime({ Values = [] }: PatchOrchestratorFilter): void {
  Values.forEach((value) => timestamp(value, 'filters.1.member.values'));
}

function executions(window: MaintenanceWindow, now: number): Execution[] {
  const found: Execution[] = [];
  let at = nextExecution(window, now);
  while (at !== null && at < now + ninetyDays) {
    found.push({ window, at });
    at = nextExecution(window, at + 1);
  }
  return found;
}

function nodeOf(targets: Asked['Targets'], find: (id: string) => ManagedNode | undefined): ManagedNode | undefined {
  const id = targets?.find(({ Key }) => Key === 'InstanceIds')?.Values?.[0];
  return id === undefined ? undefined : find(id);
}

/** It is registered by the same key and value, or by a tag that the node has. */
function isFor(target: WindowTarget, { Targets = [], ResourceType }: Asked, node: ManagedNode | undefined): boolean {
  return (
    (ResourceType === undefined || target.resourceType === ResourceType) &&
    target.targets.some(({ Key, Values }) => {
      const tag = Key.startsWith('tag:') ? node?.tags[Key.slice('tag:'.length)] : undefined;
      const asked = Targets.filter((each) => each.Key === Key).flatMap((each) => each.Values ?? []);
      return (tag !== undefined && Values.includes(tag)) || asked.some((value) => Values.includes(value));
    })
  );
}
