import { type CommandFilter } from '@aws-sdk/client-ssm';
import { type InvocationDetails } from '../estate/commandStatus';
import { type Command, type CommandInvocation } from '../estate/machine';
import { isKept } from './history';
import { checkLength, instanceId, timestamp } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';
import { type Place } from '../estate/places';

/** How a command, or its copy for a node, stands. */
type Standing = Pick<Command | CommandInvocation, 'status'> & { statusDetails: string };
type Test = (command: Command, standing: Standing) => boolean;

const active = ['Pending', 'InProgress', 'Delayed'];
const everywhere = ['Pending', 'InProgress', 'Success', 'Cancelled', 'Failed', 'TimedOut', 'AccessDenied'];
const timedOut: Array<InvocationDetails | string> = ['DeliveryTimedOut', 'ExecutionTimedOut'];

/** Words that a filter on the status may have, by AWS's reference. */
export const statusesOf = {
  commands: [...everywhere, ...timedOut, 'Incomplete', 'NoInstancesInTag', 'LimitExceeded'],
  invocations: [...everywhere, ...timedOut, 'Delayed', 'Undeliverable', 'InvalidPlatform', 'Terminated'],
};

const stages: Record<string, (status: string) => boolean> = {
  Executing: (status) => active.includes(status),
  Complete: (status) => !active.includes(status),
};

/** All filters of a list of commands, or of invocations, have to hold. */
export function commandTest(filters: CommandFilter[] | undefined, of: keyof typeof statusesOf): Test {
  if (filters) {
    checkLength(filters, 1, 5, 'filters');
  }
  const tests = (filters ?? []).map((filter) => filterTest(filter, of));
  return (command, standing) => tests.every((test) => test(command, standing));
}

function filterTest({ key, value = '' }: CommandFilter, of: keyof typeof statusesOf): Test {
  switch (key) {
    case 'InvokedAfter': {
      const since = timestamp(value, 'filters.1.member.value');
      return ({ requestedAt }) => requestedAt >= since;
    }
    case 'InvokedBefore': {
      const until = timestamp(value, 'filters.1.member.value');
      return ({ requestedAt }) => requestedAt < until;
    }
    case 'Status':
      return statusTest(value, statusesOf[of]);
    case 'DocumentName':
      return ({ documentName }) => documentName === value;
    case 'ExecutionStage':
      return stageTest(value, of);
    default: {
      const valid = 'InvokedAfter, InvokedBefore, Status, ExecutionStage, DocumentName';
      throw validationError(key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
    }
  }
}

/** TimedOut is both of them: not delivered in time, and not run in time. */
function statusTest(wanted: string, valid: string[]): Test {
  if (!valid.includes(wanted)) {
    throw validationError(
      wanted,
      'filters.1.member.value',
      `Member must satisfy enum value set: [${valid.join(', ')}]`
    );
  }
  return (_, { status, statusDetails }) => status === wanted || statusDetails === wanted;
}

/** Only commands have a stage. */
function stageTest(wanted: string, of: keyof typeof statusesOf): Test {
  if (of === 'invocations') {
    throw ssmError('InvalidFilterKey', 'The specified key ExecutionStage is not valid.');
  }
  const test = stages[wanted];
  if (!test) {
    const valid = Object.keys(stages).join(', ');
    throw validationError(wanted, 'filters.1.member.value', `Member must satisfy enum value set: [${valid}]`);
  }
  return (_, { status }) => test(status);
}

/**
 * The commands of an account and Region that are still kept; with an id that one alone. Throws InvalidCommandId where there is
 * none of that id, and InvalidInstanceId for a node that neither is there nor ever got a command.
 */
export function commandsOf(
  { estate, nodes }: SsmWorld,
  { CommandId, InstanceId }: { CommandId?: string; InstanceId?: string },
  place: Place
): Command[] {
  const kept = estate.commands.filter(
    ({ account, region, requestedAt }) => account === place.account && region === place.region && isKept(requestedAt)
  );
  if (InstanceId !== undefined) {
    const id = instanceId(InstanceId);
    if (!nodes.find(id, place) && !kept.some((command) => isFor(command, id))) {
      throw ssmError('InvalidInstanceId', `Instance Ids [${id}] not found or not in a valid state for account.`);
    }
  }
  if (CommandId === undefined) {
    return kept;
  }
  if (CommandId.length !== 36) {
    throw validationError(CommandId, 'commandId', 'Member must have length equal to 36');
  }
  const found = kept.filter(({ commandId }) => commandId === CommandId);
  if (found.length === 0) {
    throw ssmError('InvalidCommandId', 'The specified command ID is not valid. Verify the ID and try again.');
  }
  return found;
}

export function isFor({ invocations }: Command, id: string): boolean {
  return invocations.some(({ nodeId }) => nodeId === id);
}
