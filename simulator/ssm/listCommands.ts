import { type Command as SsmCommand, type ListCommandsRequest, type ListCommandsResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { isError, isOver } from '../estate/commandStatus';
import { type Command } from '../estate/machine';
import { commandsOf, commandTest, isFor } from './commandFilters';
import { pageOf } from './input';
import { type SsmWorld } from './ssmWorld';

/** 1 to 50 a page, the newest first, all filters to hold: those of the last 30 days. Nobody is named who sent one. */
export function listCommands(world: SsmWorld) {
  return (input: ListCommandsRequest, call: AwsCall): ListCommandsResult => {
    const { Filters, InstanceId } = input;
    const fits = commandTest(Filters, 'commands');
    const found = commandsOf(world, input, call).filter(
      (command) => fits(command, command) && (InstanceId === undefined || isFor(command, InstanceId))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return { Commands: items.map(toCommand), NextToken: nextToken };
  };
}

function toCommand(command: Command): SsmCommand {
  const { invocations, targets, requestedAt, timeoutSeconds, executionTimeoutSeconds } = command;
  return {
    CommandId: command.commandId,
    DocumentName: command.documentName,
    DocumentVersion: command.documentVersion,
    Comment: command.comment ?? '',
    ExpiresAfter: new Date(requestedAt + (timeoutSeconds + executionTimeoutSeconds) * 1000),
    Parameters: command.parameters,
    InstanceIds: targets.length > 0 ? [] : invocations.map(({ nodeId }) => nodeId),
    Targets: targets,
    RequestedDateTime: new Date(requestedAt),
    Status: command.status,
    StatusDetails: command.statusDetails,
    MaxConcurrency: command.maxConcurrency,
    MaxErrors: command.maxErrors,
    TargetCount: invocations.length,
    CompletedCount: invocations.filter(isOver).length,
    ErrorCount: invocations.filter(isError).length,
    DeliveryTimedOutCount: invocations.filter(({ statusDetails }) => statusDetails === 'DeliveryTimedOut').length,
    ServiceRole: '',
    CloudWatchOutputConfig: { CloudWatchOutputEnabled: false },
    TimeoutSeconds: timeoutSeconds,
  };
}
