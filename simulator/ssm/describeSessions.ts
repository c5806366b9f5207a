import {
  type DescribeSessionsRequest,
  type DescribeSessionsResponse,
  type Session as SsmSession,
  type SessionFilter,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Session } from '../estate/machine';
import { isKept } from './history';
import { checkLength, pageOf, required, timestamp } from './input';
import { validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

type Test = (session: Session) => boolean;

const states: Record<string, Test> = {
  Active: ({ endedAt }) => endedAt === null,
  History: ({ endedAt }) => endedAt !== null,
};

const statuses = ['Connected', 'Connecting', 'Disconnected', 'Terminated', 'Terminating', 'Failed'];

const filterKeys: Record<string, (wanted: string) => Test> = {
  InvokedAfter: (wanted) => {
    const since = timestamp(wanted, 'filters.1.member.value');
    return ({ startedAt }) => startedAt >= since;
  },
  InvokedBefore: (wanted) => {
    const until = timestamp(wanted, 'filters.1.member.value');
    return ({ startedAt }) => startedAt < until;
  },
  Target:
    (wanted) =>
    ({ target }) =>
      target === wanted,
  Owner:
    (wanted) =>
    ({ owner }) =>
      owner === wanted,
  Status: (wanted) => {
    if (!statuses.includes(wanted)) {
      const constraint = `Member must satisfy enum value set: [${statuses.join(', ')}]`;
      throw validationError(wanted, 'filters.1.member.value', constraint);
    }
    return ({ status }) => status === wanted;
  },
  SessionId:
    (wanted) =>
    ({ sessionId }) =>
      sessionId === wanted,
  // Nobody here has just-in-time access.
  AccessType: (wanted) => () => wanted === 'Standard',
};

/** 1 to 200 a page, the newest first, all filters to hold: open ones, or those that ended, of the last 30 days. */
export function describeSessions({ estate }: SsmWorld) {
  return (input: DescribeSessionsRequest, call: AwsCall): DescribeSessionsResponse => {
    const isWanted = states[required(input.State, 'state')];
    if (!isWanted) {
      throw validationError(input.State, 'state', 'Member must satisfy enum value set: [Active, History]');
    }
    if (input.Filters) {
      checkLength(input.Filters, 1, 6, 'filters');
    }
    const tests = [isWanted, ...(input.Filters ?? []).map(filterTest)];
    const found = estate.sessions.filter(
      (each) =>
        each.account === call.account &&
        each.region === call.region &&
        isKept(each.startedAt) &&
        tests.every((test) => test(each))
    );
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 200, usual: 50 }, call);
    return { Sessions: items.map(toSession), NextToken: nextToken };
  };
}

function filterTest({ key = '' as never, value = '' }: SessionFilter): Test {
  const make = filterKeys[key];
  if (!make) {
    const valid = Object.keys(filterKeys).join(', ');
    throw validationError(key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
  }
  return make(value);
}

function toSession(session: Session): SsmSession {
  const { endedAt, maxSessionMinutes } = session;
  return {
    SessionId: session.sessionId,
    Target: session.target,
    Status: session.status,
    StartDate: new Date(session.startedAt),
    EndDate: endedAt === null ? undefined : new Date(endedAt),
    DocumentName: session.documentName,
    Owner: session.owner,
    Reason: session.reason ?? undefined,
    OutputUrl: {},
    MaxSessionDuration: maxSessionMinutes === null ? undefined : String(maxSessionMinutes),
    AccessType: 'Standard',
  };
}
