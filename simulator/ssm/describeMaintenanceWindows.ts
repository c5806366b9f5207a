import {
  type DescribeMaintenanceWindowsRequest,
  type DescribeMaintenanceWindowsResult,
  type MaintenanceWindowFilter,
  type MaintenanceWindowIdentity,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type MaintenanceWindow } from '../estate/machine';
import { nextExecution } from '../estate/windowSchedule';
import { checkLength, pageOf } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';
import { inMinutes, executionTime } from './windowTimes';

const filterKeys: Record<string, (window: MaintenanceWindow, wanted: string) => boolean> = {
  Name: ({ name }, wanted) => name === wanted,
  Enabled: ({ enabled }, wanted) => `${enabled}` === wanted.toLowerCase(),
};

/** 10 to 100 a page, all filters to hold: disabled ones, and those whose time is over, are listed too. */
export function describeMaintenanceWindows({ estate }: SsmWorld) {
  return (input: DescribeMaintenanceWindowsRequest, call: AwsCall): DescribeMaintenanceWindowsResult => {
    const filters = input.Filters ?? [];
    checkLength(filters, 0, 5, 'filters');
    const tests = filters.map(filterTest);
    const found = estate.maintenanceWindows.filter(
      (each) => each.account === call.account && each.region === call.region && tests.every((test) => test(each))
    );
    const { items, nextToken } = pageOf(found, input, { low: 10, high: 100, usual: 50 }, call);
    const now = Date.now();
    return { WindowIdentities: items.map((window) => toIdentity(window, now)), NextToken: nextToken };
  };
}

function filterTest({ Key = '', Values = [] }: MaintenanceWindowFilter) {
  const test = filterKeys[Key];
  if (!test) {
    const valid = Object.keys(filterKeys).join(', ');
    throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
  }
  return (window: MaintenanceWindow) => Values.some((wanted) => test(window, wanted));
}

function toIdentity(window: MaintenanceWindow, now: number): MaintenanceWindowIdentity {
  const next = nextExecution(window, now);
  return {
    WindowId: window.windowId,
    Name: window.name,
    Description: window.description ?? undefined,
    Enabled: window.enabled,
    Duration: window.duration,
    Cutoff: window.cutoff,
    Schedule: window.schedule,
    ScheduleTimezone: window.timezone ?? undefined,
    ScheduleOffset: window.offset ?? undefined,
    StartDate: window.startsAt === null ? undefined : inMinutes(window.startsAt),
    EndDate: window.endsAt === null ? undefined : inMinutes(window.endsAt),
    NextExecutionTime: next === null ? undefined : executionTime(next, window),
  };
}
