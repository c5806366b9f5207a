import {
  type DescribeAutomationStepExecutionsRequest,
  type DescribeAutomationStepExecutionsResult,
  type StepExecution,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type AutomationExecution, type AutomationStep } from '../estate/machine';
import { type AutomationTest, automationStatuses, automationTest } from './automationFilters';
import { isKept } from './history';
import { pageOf, required } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

const keys: Record<string, AutomationTest<AutomationStep>> = {
  StepExecutionStatus: ({ status }, wanted) => status === wanted,
  StepExecutionId: ({ stepExecutionId }, wanted) => stepExecutionId === wanted,
  StepName: ({ stepName }, wanted) => stepName === wanted,
  Action: ({ action }, wanted) => action === wanted,
  // No runbook here has a loop.
  ParentStepExecutionId: () => false,
  ParentStepIteration: () => false,
  ParentStepIteratorValue: () => false,
};

/** Of one execution, 1 to 50 a page, in their order or the other way round; those that weren't reached are pending. */
export function describeAutomationStepExecutions({ estate }: SsmWorld) {
  return (input: DescribeAutomationStepExecutionsRequest, call: AwsCall): DescribeAutomationStepExecutionsResult => {
    const id = required(input.AutomationExecutionId, 'automationExecutionId');
    if (id.length !== 36) {
      throw validationError(id, 'automationExecutionId', 'Member must have length equal to 36');
    }
    const fits = automationTest(input.Filters, { most: 6, keys, words: { StepExecutionStatus: automationStatuses } });
    const execution = estate.automations.find(
      ({ automationExecutionId, account, region, startedAt }) =>
        automationExecutionId === id && account === call.account && region === call.region && isKept(startedAt)
    );
    if (!execution) {
      throw ssmError('AutomationExecutionNotFoundException', `Couldn't find an Automation execution with ID ${id}.`);
    }
    const steps = input.ReverseOrder ? [...execution.steps].reverse() : execution.steps;
    const { items, nextToken } = pageOf(steps.filter(fits), input, { low: 1, high: 50, usual: 50 }, call);
    return { StepExecutions: items.map((step) => toStep(step, execution)), NextToken: nextToken };
  };
}

function toStep(step: AutomationStep, { steps, target }: AutomationExecution): StepExecution {
  const { action, startedAt, endedAt, failureMessage } = step;
  const next = steps[steps.indexOf(step) + 1];
  return {
    StepName: step.stepName,
    Action: action,
    TimeoutSeconds: 3600,
    OnFailure: 'Abort',
    MaxAttempts: 1,
    ExecutionStartTime: startedAt === null ? undefined : new Date(startedAt),
    ExecutionEndTime: endedAt === null ? undefined : new Date(endedAt),
    StepStatus: step.status,
    Inputs: startedAt === null || target === null ? {} : { InstanceIds: JSON.stringify([target]) },
    Outputs: step.status === 'Success' ? { Output: ['done'] } : undefined,
    FailureMessage: failureMessage ?? undefined,
    FailureDetails:
      failureMessage === null
        ? undefined
        : { FailureStage: 'Invocation', FailureType: 'AutomationStepExecutionFailed', Details: { Action: [action] } },
    StepExecutionId: step.stepExecutionId,
    IsEnd: next === undefined,
    IsCritical: true,
    NextStep: next?.stepName,
  };
}
