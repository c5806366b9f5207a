import {
  type CommandInvocation as SsmInvocation,
  type CommandPlugin,
  type ListCommandInvocationsRequest,
  type ListCommandInvocationsResult,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Command, type CommandInvocation } from '../estate/machine';
import { commandsOf, commandTest } from './commandFilters';
import { pageOf } from './input';
import { type SsmWorld } from './ssmWorld';

/** 1 to 50 a page, the newest first, all filters to hold: a command's copies for its nodes; with details, what they wrote. */
export function listCommandInvocations(world: SsmWorld) {
  return (input: ListCommandInvocationsRequest, call: AwsCall): ListCommandInvocationsResult => {
    const { Filters, InstanceId, Details = false } = input;
    const fits = commandTest(Filters, 'invocations');
    const found = commandsOf(world, input, call).flatMap((command) =>
      command.invocations
        .filter((each) => (InstanceId === undefined || each.nodeId === InstanceId) && fits(command, each))
        .map((invocation) => ({ command, invocation }))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call);
    return {
      CommandInvocations: items.map(({ command, invocation }) => ({
        ...toInvocation(command, invocation),
        InstanceName: world.nodes.find(invocation.nodeId, call)?.names.computerName ?? '',
        CommandPlugins: Details ? plugins(command, invocation) : [],
      })),
      NextToken: nextToken,
    };
  };
}

function toInvocation(command: Command, { nodeId, status, statusDetails }: CommandInvocation): SsmInvocation {
  return {
    CommandId: command.commandId,
    InstanceId: nodeId,
    Comment: command.comment ?? '',
    DocumentName: command.documentName,
    DocumentVersion: command.documentVersion,
    RequestedDateTime: new Date(command.requestedAt),
    Status: status,
    StatusDetails: statusDetails,
    StandardOutputUrl: '',
    StandardErrorUrl: '',
    ServiceRole: '',
    CloudWatchOutputConfig: { CloudWatchOutputEnabled: false },
  };
}

/** None where the node never began. */
function plugins({ plugin, failureOutput }: Command, invocation: CommandInvocation): CommandPlugin[] {
  const { status, statusDetails, startedAt, endedAt } = invocation;
  if (startedAt === null) {
    return [];
  }
  return [
    {
      Name: plugin,
      Status: status === 'Delayed' ? 'Pending' : status,
      StatusDetails: statusDetails,
      ResponseCode: status === 'Success' ? 0 : endedAt === null ? -1 : 1,
      ResponseStartDateTime: new Date(startedAt),
      ResponseFinishDateTime: endedAt === null ? undefined : new Date(endedAt),
      Output: status === 'Failed' ? failureOutput : '',
      StandardOutputUrl: '',
      StandardErrorUrl: '',
    },
  ];
}
