import {
  type AutomationExecutionMetadata,
  type DescribeAutomationExecutionsRequest,
  type DescribeAutomationExecutionsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type AutomationExecution } from '../estate/machine';
import { type AutomationTest, automationStatuses, automationTest } from './automationFilters';
import { isKept } from './history';
import { pageOf } from './input';
import { type SsmWorld } from './ssmWorld';

const keys: Record<string, AutomationTest<AutomationExecution>> = {
  DocumentNamePrefix: ({ documentName }, wanted) => documentName.startsWith(wanted),
  ExecutionStatus: ({ status }, wanted) => status === wanted,
  ExecutionId: ({ automationExecutionId }, wanted) => automationExecutionId === wanted,
  ParentExecutionId: ({ parentId }, wanted) => parentId === wanted,
  CurrentAction: (execution, wanted) => currentAction(execution) === wanted,
  AutomationType: ({ type }, wanted) => type === wanted,
  // Nothing here has tags, runs on a resource group, or comes from Change Manager.
  TagKey: () => false,
  TargetResourceGroup: () => false,
  AutomationSubtype: () => false,
  OpsItemId: () => false,
};

const words = {
  ExecutionStatus: automationStatuses,
  AutomationType: ['CrossAccount', 'Local'],
  AutomationSubtype: ['ChangeRequest', 'AccessRequest'],
};

/** 1 to 50 a page, the newest first, all filters to hold: those of the last 30 days, children among them. */
export function describeAutomationExecutions({ estate }: SsmWorld) {
  return (input: DescribeAutomationExecutionsRequest, call: AwsCall): DescribeAutomationExecutionsResult => {
    const fits = automationTest(input.Filters, { most: 10, keys, words });
    const found = estate.automations.filter(
      (each) => each.account === call.account && each.region === call.region && isKept(each.startedAt) && fits(each)
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return { AutomationExecutionMetadataList: items.map(toMetadata), NextToken: nextToken };
  };
}

function currentAction({ currentStep, steps }: AutomationExecution): string | undefined {
  return steps.find(({ stepName }) => stepName === currentStep)?.action;
}

function toMetadata(execution: AutomationExecution): AutomationExecutionMetadata {
  const { endedAt, targetMaps, resolvedTargets } = execution;
  return {
    AutomationExecutionId: execution.automationExecutionId,
    DocumentName: execution.documentName,
    DocumentVersion: execution.documentVersion,
    AutomationExecutionStatus: execution.status,
    ExecutionStartTime: new Date(execution.startedAt),
    ExecutionEndTime: endedAt === null ? undefined : new Date(endedAt),
    ExecutedBy: execution.executedBy,
    LogFile: '',
    Mode: 'Auto',
    ParentAutomationExecutionId: execution.parentId ?? undefined,
    CurrentStepName: execution.currentStep ?? undefined,
    CurrentAction: currentAction(execution),
    FailureMessage: execution.failureMessage ?? undefined,
    TargetParameterName: execution.targetParameterName ?? undefined,
    Targets: execution.targets,
    TargetMaps: targetMaps.length > 0 ? targetMaps : undefined,
    ResolvedTargets: { ParameterValues: resolvedTargets, Truncated: false },
    MaxConcurrency: execution.maxConcurrency ?? undefined,
    MaxErrors: execution.maxErrors ?? undefined,
    Target: execution.target ?? undefined,
    AutomationType: execution.type,
    AssociationId: execution.associationId ?? undefined,
  };
}
