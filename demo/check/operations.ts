import type { PanelCheck } from './fleetOverview';
import { countsOf, inTheLastDay, list, type ListedRow, placeCells } from './list';
import type { Truth } from './truth';

/** The panels of Operations by title. */
export function operationsChecks(truth: Truth, now: number): Record<string, PanelCheck> {
  const [commands, runbooks] = [commandRows(truth, now), runbookRows(truth, now)];
  const [sessions, opsItems, alarms] = [sessionRows(truth, now), opsItemRows(truth, now), alarmRows(truth)];
  const wentWrong = ({ cells }: ListedRow) => cells.Status === 'Failed' || cells.Status === 'Timed out';
  // What is open, or unfinished, stands before what is over.
  const isOpen = ({ order }: ListedRow) => order[0] === OPEN;
  return {
    Commands: countsOf({ failed: commands.filter(wentWrong), 'in all': commands }),
    Runbooks: countsOf({ failed: runbooks.filter(wentWrong), 'in all': runbooks }),
    Sessions: countsOf({ open: sessions.filter(isOpen), 'in all': sessions }),
    OpsItems: countsOf({ unfinished: opsItems.filter(isOpen) }),
    Alarms: countsOf({ 'in alarm': alarms.filter(({ cells }) => cells.State === 'In alarm') }),
    'Commands, failed first': list(commands, now),
    'Runbooks, failed first': list(runbooks, now),
    'Sessions, open ones first': list(sessions, now),
    'OpsItems, unfinished first': list(opsItems, now),
    'Alarms, worst first': list(alarms, now),
  };
}

const [OPEN, OVER] = [0, 1];

/** Words for how it went, the worst first, by AWS's. */
const EXECUTION_WORDS: Record<string, string> = {
  Failed: 'Failed',
  TimedOut: 'Timed out',
  Cancelled: 'Cancelled',
  Pending: 'Waiting',
  Waiting: 'Waiting',
  InProgress: 'In progress',
  Success: 'Success',
};

/** By status, the latest first. */
function executionOrder(word: string, at: number): number[] {
  return [Object.values(EXECUTION_WORDS).indexOf(word), -at];
}

/** Run Command's commands of the last day. */
export function commandRows(truth: Truth, now: number): ListedRow[] {
  return truth.commands.flatMap((command): ListedRow[] => {
    const { requestedAt, invocations } = command;
    const { isOut, isAtEdge } = inTheLastDay(requestedAt, now);
    const status = EXECUTION_WORDS[command.status];
    const count = (...details: string[]) =>
      invocations.filter(({ statusDetails }) => details.includes(statusDetails)).length;
    const row: ListedRow = {
      cells: {
        Status: status,
        Details: command.statusDetails,
        Document: command.documentName,
        Comment: command.comment ?? '',
        Nodes: invocations.length,
        Failed: count('Failed', 'ExecutionTimedOut'),
        Undelivered: count('DeliveryTimedOut'),
        ...placeCells(command, truth),
      },
      pages: { Document: `/systems-manager/run-command/${command.commandId}` },
      moments: { Sent: requestedAt },
      order: executionOrder(status, requestedAt),
      isAtEdge,
    };
    return isOut ? [] : [row];
  });
}

/** Those of runbooks on several targets, and one for each of these. */
function runbookRows(truth: Truth, now: number): ListedRow[] {
  return truth.automations.flatMap((execution): ListedRow[] => {
    const { startedAt, automationExecutionId } = execution;
    const { isOut, isAtEdge } = inTheLastDay(startedAt, now);
    const status = EXECUTION_WORDS[execution.status];
    const row: ListedRow = {
      cells: {
        Status: status,
        Runbook: execution.documentName,
        'Why it failed': execution.failureMessage ?? '',
        User: userOf(execution.executedBy),
        Target: execution.target ?? '',
        ...placeCells(execution, truth),
      },
      pages: { Runbook: `/systems-manager/automation/execution/${automationExecutionId}` },
      moments: { Started: startedAt },
      order: executionOrder(status, startedAt),
      isAtEdge,
    };
    return isOut ? [] : [row];
  });
}

/** Open ones are shown whenever they began. */
function sessionRows(truth: Truth, now: number): ListedRow[] {
  return truth.sessions.flatMap((session): ListedRow[] => {
    const { startedAt, endedAt } = session;
    const { isOut, isAtEdge } = inTheLastDay(startedAt, now);
    const isOpen = endedAt === null;
    const row: ListedRow = {
      cells: {
        Status: session.status,
        User: userOf(session.owner),
        Node: session.target,
        Reason: session.reason ?? '',
        ...placeCells(session, truth),
      },
      durations: { Duration: isOpen ? null : endedAt - startedAt },
      moments: { Started: startedAt },
      order: [isOpen ? OPEN : OVER, -startedAt],
      isAtEdge: isAtEdge && !isOpen,
    };
    return isOut && !isOpen ? [] : [row];
  });
}

const UNFINISHED = ['Open', 'InProgress', 'Scheduled'];

/** Unfinished ones are shown whenever they were created. */
function opsItemRows(truth: Truth, now: number): ListedRow[] {
  return truth.opsItems.flatMap((item): ListedRow[] => {
    const { isOut, isAtEdge } = inTheLastDay(item.createdAt, now);
    const isUnfinished = UNFINISHED.includes(item.status);
    const row: ListedRow = {
      cells: {
        Severity: item.severity ?? '',
        Title: item.title,
        Status: item.status,
        Source: item.source,
        'Created by': userOf(item.createdBy),
        ...placeCells(item, truth),
      },
      pages: { Title: `/systems-manager/opsitems/${item.opsItemId}` },
      moments: { Created: item.createdAt },
      // What has no severity stands after what has the least.
      order: [isUnfinished ? OPEN : OVER, item.severity ?? '9', -item.createdAt],
      isAtEdge: isAtEdge && !isUnfinished,
    };
    return isOut && !isUnfinished ? [] : [row];
  });
}

const ALARM_WORDS = { ALARM: 'In alarm', INSUFFICIENT_DATA: 'No data', OK: 'OK' };

function alarmRows(truth: Truth): ListedRow[] {
  const metricAlarms = truth.metricAlarms.map((alarm) => ({ ...alarm, node: nodeOf(alarm, truth) }));
  const compositeAlarms = truth.compositeAlarms.map((alarm) => ({ ...alarm, node: '' }));
  return [...metricAlarms, ...compositeAlarms].map((alarm) => ({
    cells: {
      State: ALARM_WORDS[alarm.state],
      Alarm: alarm.alarmName,
      Node: alarm.node,
      Reason: alarm.stateReason,
      ...placeCells(alarm, truth),
    },
    pages: { Alarm: `/cloudwatch/home#alarmsV2:alarm/${alarm.alarmName}` },
    moments: { Since: alarm.stateUpdatedAt },
    order: [Object.keys(ALARM_WORDS).indexOf(alarm.state), -alarm.stateUpdatedAt],
  }));
}

/** The instance of its dimensions, or the one node of the account and Region whose computer name is their host. */
function nodeOf({ dimensions, account, region }: Truth['metricAlarms'][number], { machines }: Truth): string {
  const { InstanceId, host } = dimensions as Record<string, string | undefined>;
  const named = machines.filter(
    ({ ssm, names, ...machine }) =>
      ssm !== null &&
      machine.account === account &&
      machine.region === region &&
      names.computerName.toLowerCase() === host?.toLowerCase()
  );
  return InstanceId ?? (named.length === 1 ? named[0].nodeId! : '');
}

/** The last part of an ARN. */
function userOf(arn: string): string {
  return arn.split(/[/:]/).at(-1)!;
}
