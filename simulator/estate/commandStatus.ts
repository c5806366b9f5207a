import { type Command, type CommandInvocation } from './machine';

type Outcome<T> = Pick<T, keyof T & ('status' | 'statusDetails')>;

/** Words for how it went on one node, and the fewer words that AWS sums them up in. */
const statuses = {
  Pending: 'Pending',
  InProgress: 'InProgress',
  Delayed: 'Delayed',
  Success: 'Success',
  Failed: 'Failed',
  Undeliverable: 'Failed',
  DeliveryTimedOut: 'TimedOut',
  ExecutionTimedOut: 'TimedOut',
  Cancelled: 'Cancelled',
  Terminated: 'Cancelled',
} as const;

export type InvocationDetails = keyof typeof statuses;

export function invocationOutcome(statusDetails: InvocationDetails): Outcome<CommandInvocation> {
  return { status: statuses[statusDetails], statusDetails };
}

/** It has ended for this node, one way or another. */
export function isOver({ statusDetails }: Pick<CommandInvocation, 'statusDetails'>): boolean {
  return !['Pending', 'InProgress', 'Delayed'].includes(statusDetails);
}

/** What counts against a command's MaxErrors: delivery timeouts don't. */
export function isError({ statusDetails }: Pick<CommandInvocation, 'statusDetails'>): boolean {
  return statusDetails === 'Failed' || statusDetails === 'ExecutionTimedOut';
}

/** How a command went, by how it went on its nodes, in AWS's order: over only when it is over for all. */
export function commandOutcome(invocations: CommandInvocation[], maxErrors: string): Outcome<Command> {
  const all = (holds: (invocation: CommandInvocation) => boolean) => invocations.every(holds);
  const some = (details: InvocationDetails) => invocations.some(({ statusDetails }) => statusDetails === details);
  const errors = invocations.filter(isError);
  if (invocations.length === 0) {
    return { status: 'Failed', statusDetails: 'NoInstancesInTag' };
  }
  if (!all(isOver)) {
    const word = all(({ statusDetails }) => statusDetails === 'Pending') ? 'Pending' : 'InProgress';
    return { status: word, statusDetails: word };
  }
  if (some('Cancelled')) {
    return { status: 'Cancelled', statusDetails: 'Cancelled' };
  }
  if (errors.length > allowed(maxErrors, invocations.length)) {
    return errors.every(({ status }) => status === 'TimedOut')
      ? { status: 'TimedOut', statusDetails: 'ExecutionTimedOut' }
      : { status: 'Failed', statusDetails: 'Failed' };
  }
  if (all(({ statusDetails }) => statusDetails === 'DeliveryTimedOut')) {
    return { status: 'TimedOut', statusDetails: 'DeliveryTimedOut' };
  }
  return all(({ status }) => status === 'Success')
    ? { status: 'Success', statusDetails: 'Success' }
    : { status: 'Failed', statusDetails: 'Incomplete' };
}

/** MaxErrors is a number, or a share of the targets. */
function allowed(maxErrors: string, targets: number): number {
  return maxErrors.endsWith('%') ? Math.floor((parseInt(maxErrors, 10) * targets) / 100) : Number(maxErrors);
}
