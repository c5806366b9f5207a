import { grouped } from './compare';
import { associationStatus, associationWord, displayName } from './expectations';
import type { PanelCheck } from './fleetOverview';
import { countsOf, inTheLastDay, list, type ListedRow, placeCells } from './list';
import type { Truth } from './truth';

const DAY_MS = 24 * 3_600_000;
/** Of an association or its execution, in AWS's words. */
type Counts = Record<string, number>;

/** The panels of Configuration by title. */
export function configurationChecks(truth: Truth, now: number): Record<string, PanelCheck> {
  const associations = associationRows(truth);
  const withoutAny = withoutAssociations(truth);
  const activations = activationRows(truth, now);
  const expiring = activations.filter(({ moments }) => moments!.Expires! < now + 7 * DAY_MS);
  const failures = failureRows(truth);
  return {
    Associations: countsOf({
      failed: associations.filter(({ cells }) => cells.Status === 'Failed'),
      'in all': associations,
    }),
    'No association': countsOf({ nodes: withoutAny }),
    Activations: countsOf({ 'expire in 7 days': expiring }),
    'Associations, failed first': list(associations, now),
    'Failures by their words': list(byTheirWords(failures), now),
    'Targets that did not succeed': list(failures, now),
    'Nodes without associations': list(withoutAny, now),
    'Executions, failed first': list(executionRows(truth, now), now),
    'Activations, the next to expire first': list(activations, now),
    'Cloud connectors': list(connectorRows(truth), now),
  };
}

/** By the status over all targets, which is the worst that one of them has. */
function associationRows(truth: Truth): ListedRow[] {
  const counts = targetCounts(truth);
  return truth.associations.map((association) => {
    const { associationId, associationName, documentName, scheduleExpression, lastExecutedAt } = association;
    const ofTargets = counts.get(associationId);
    // Of one that runs a runbook AWS counts no targets.
    const status = ofTargets ? worstOf(ofTargets) : association.targetMaps.length > 0 ? 'Success' : 'Pending';
    const targets = (word: string) => (ofTargets ? countOf(ofTargets, word) : '');
    return {
      cells: {
        Status: status,
        Association: associationName,
        Document: documentName,
        Failed: targets('Failed'),
        Pending: targets('Pending'),
        Success: targets('Success'),
        Schedule: scheduleExpression,
        ...placeCells(association, truth),
      },
      pages: { Association: `/systems-manager/state-manager/${associationId}/description` },
      moments: { 'Last run': lastExecutedAt },
      order: [WORST_FIRST.indexOf(status), ofTargets ? -targets('Failed') : 1, associationName],
    };
  });
}

const WORST_FIRST = ['Failed', 'Pending', 'Unknown', 'Success'];

/** How many nodes have which status of each association. */
function targetCounts({ machines }: Truth): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { associationId, status } of machines.flatMap(({ ssm }) => ssm?.associations ?? [])) {
    const ofOne = counts.get(associationId) ?? {};
    counts.set(associationId, { ...ofOne, [status]: (ofOne[status] ?? 0) + 1 });
  }
  return counts;
}

function countOf(counts: Counts, word: string): number {
  return Object.entries(counts).reduce(
    (sum, [status, count]) => (associationWord({ status }) === word ? sum + count : sum),
    0
  );
}

function worstOf(counts: Counts): string {
  return WORST_FIRST.find((word) => countOf(counts, word) > 0)!;
}

/** What the last execution of an association left behind: neither succeeded nor waits. */
function failureRows(truth: Truth): ListedRow[] {
  return truth.machines.flatMap((machine) =>
    (machine.ssm?.associations ?? [])
      .filter(({ status }) => status === 'Failed' || status === 'Skipped')
      .map(({ status, detailedStatus, associationName, executedAt }) => ({
        cells: {
          // What was skipped did not come to be.
          Status: status === 'Failed' ? 'Failed' : 'Cancelled',
          Words: detailedStatus,
          Node: machine.nodeId!,
          Association: associationName,
          ...placeCells(machine, truth),
        },
        moments: { 'Last run': executedAt },
        order: [status === 'Failed' ? 0 : 1, detailedStatus, -executedAt!],
      }))
  );
}

function byTheirWords(failures: ListedRow[]): ListedRow[] {
  const counts = new Map<string, ListedRow>();
  for (const { cells } of failures) {
    const { Words, Association } = cells;
    const key = `${Words} ${Association}`;
    const targets = Number(counts.get(key)?.cells.Targets ?? 0) + 1;
    counts.set(key, { cells: { Words, Association, Targets: targets }, order: [-targets] });
  }
  return [...counts.values()];
}

function withoutAssociations(truth: Truth): ListedRow[] {
  return truth.machines
    .filter((machine) => associationStatus(machine) === 'No association')
    .map((machine) => ({
      cells: {
        Node: displayName(machine),
        ID: machine.nodeId!,
        Platform: machine.os.type,
        ...placeCells(machine, truth),
      },
      order: [displayName(machine)],
    }));
}

function executionRows(truth: Truth, now: number): ListedRow[] {
  return truth.associations.flatMap((association) =>
    association.recentExecutions.flatMap(({ createdAt, counts }): ListedRow[] => {
      const { isOut, isAtEdge } = inTheLastDay(createdAt, now);
      const word = executionWord(counts);
      const row: ListedRow = {
        cells: {
          Status: word === 'Pending' ? 'Waiting' : word,
          Association: association.associationName,
          'Targets by status': written(counts),
          ...placeCells(association, truth),
        },
        moments: { Started: createdAt },
        order: [['Failed', 'Pending', 'Success'].indexOf(word), -createdAt],
        isAtEdge,
      };
      return isOut ? [] : [row];
    })
  );
}

/** AWS's own word for an execution: what was skipped is no failure to it. */
function executionWord(counts: Counts): string {
  return ['Failed', 'Pending'].find((word) => countOf(counts, word) > 0) ?? 'Success';
}

function written(counts: Counts): string {
  const words = Object.entries(counts).map(([status, count]) => `${status}=${count}`);
  return `{${words.sort().join(', ')}}`;
}

/** Those that are valid. */
function activationRows(truth: Truth, now: number): ListedRow[] {
  return truth.activations
    .filter(({ expiresAt }) => expiresAt > now)
    .map((activation) => ({
      cells: {
        'Name of nodes': activation.defaultInstanceName,
        Description: activation.description,
        Registered: grouped(activation.registrationsCount),
        Limit: grouped(activation.registrationLimit),
        ...placeCells(activation, truth),
      },
      moments: { Expires: activation.expiresAt },
      order: [activation.expiresAt],
    }));
}

function connectorRows(truth: Truth): ListedRow[] {
  return truth.cloudConnectors.map((connector) => ({
    cells: { Connector: connector.displayName, ...placeCells(connector, truth) },
    order: [connector.displayName],
  }));
}
