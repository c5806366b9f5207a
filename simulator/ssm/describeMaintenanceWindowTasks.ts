import {
  type DescribeMaintenanceWindowTasksRequest,
  type DescribeMaintenanceWindowTasksResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type WindowTask } from '../estate/machine';
import { pageOf } from './input';
import { maintenanceWindow } from './maintenanceWindow';
import { orchestratorTest } from './orchestratorFilters';
import { type SsmWorld } from './ssmWorld';

const filterKeys: Record<string, (task: WindowTask, wanted: string) => boolean> = {
  WindowTaskId: ({ windowTaskId }, wanted) => windowTaskId === wanted,
  TaskArn: ({ taskArn }, wanted) => taskArn === wanted,
  Priority: ({ priority }, wanted) => String(priority) === wanted,
  TaskType: ({ type }, wanted) => type === wanted,
};

/** Of one window, 10 to 100 a page, all filters to hold; with what parameters it runs is told by GetMaintenanceWindowTask alone. */
export function describeMaintenanceWindowTasks(world: SsmWorld) {
  return (input: DescribeMaintenanceWindowTasksRequest, call: AwsCall): DescribeMaintenanceWindowTasksResult => {
    const { windowId, account, tasks } = maintenanceWindow(world, input.WindowId, call);
    const found = tasks.filter(orchestratorTest(input.Filters ?? [], filterKeys));
    const { items, nextToken } = pageOf(found, input, { low: 10, high: 100, usual: 50 }, call);
    return {
      Tasks: items.map((task) => ({
        WindowId: windowId,
        WindowTaskId: task.windowTaskId,
        TaskArn: task.taskArn,
        Type: task.type,
        Targets: taskTargets(task),
        TaskParameters: {},
        Priority: task.priority,
        ServiceRoleArn: `arn:aws:iam::${account}:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM`,
        MaxConcurrency: task.maxConcurrency ?? undefined,
        MaxErrors: task.maxErrors ?? undefined,
        Name: task.name ?? undefined,
        Description: task.description ?? undefined,
        CutoffBehavior: 'CONTINUE_TASK',
      })),
      NextToken: nextToken,
    };
  };
}

/** A task without targets, as a Lambda function's may be, has an empty list. */
export function taskTargets({ windowTargetIds }: WindowTask): Array<{ Key: string; Values: string[] }> {
  return windowTargetIds.length > 0 ? [{ Key: 'WindowTargetIds', Values: windowTargetIds }] : [];
}
