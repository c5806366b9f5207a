import { type GetMaintenanceWindowTaskRequest, type GetMaintenanceWindowTaskResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type WindowTask } from '../estate/machine';
import { taskTargets } from './describeMaintenanceWindowTasks';
import { required } from './input';
import { maintenanceWindow } from './maintenanceWindow';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** One task of a window, with the parameters that it runs its document with. */
export function getMaintenanceWindowTask(world: SsmWorld) {
  return (input: GetMaintenanceWindowTaskRequest, call: AwsCall): GetMaintenanceWindowTaskResult => {
    const { windowId, account, tasks } = maintenanceWindow(world, input.WindowId, call);
    const wanted = required(input.WindowTaskId, 'windowTaskId');
    const task = tasks.find(({ windowTaskId }) => windowTaskId === wanted);
    if (!task) {
      throw ssmError('DoesNotExistException', `Maintenance window task ${wanted} does not exist`);
    }
    return {
      WindowId: windowId,
      WindowTaskId: task.windowTaskId,
      Targets: taskTargets(task),
      TaskArn: task.taskArn,
      ServiceRoleArn: `arn:aws:iam::${account}:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM`,
      TaskType: task.type,
      TaskParameters: {},
      TaskInvocationParameters: invocationParameters(task),
      Priority: task.priority,
      MaxConcurrency: task.maxConcurrency ?? '1',
      MaxErrors: task.maxErrors ?? '1',
      Name: task.name ?? undefined,
      Description: task.description ?? undefined,
      CutoffBehavior: 'CONTINUE_TASK',
    };
  };
}

function invocationParameters({ type, parameters }: WindowTask) {
  const given = Object.keys(parameters).length > 0 ? parameters : undefined;
  switch (type) {
    case 'RUN_COMMAND':
      return { RunCommand: { DocumentVersion: '$DEFAULT', Parameters: given, TimeoutSeconds: 600 } };
    case 'AUTOMATION':
      return { Automation: { DocumentVersion: '$DEFAULT', Parameters: given } };
    case 'LAMBDA':
      return { Lambda: {} };
    case 'STEP_FUNCTIONS':
      return { StepFunctions: {} };
  }
}
