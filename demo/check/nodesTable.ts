import type { Row } from '../../e2e/views/TableView';
import { parseAge } from './ages';
import { few, type Finding, sameRows, withoutSign } from './compare';
import {
  accountName,
  associationStatus,
  cpuRange,
  displayName,
  metricSource,
  owner,
  PATCH_STATUSES,
  patchGaps,
  patchReported,
  patchStatus,
  ping,
  provider,
  shortWord,
} from './expectations';
import type { MachineTruth, NodeTruth, Truth } from './truth';

/** Of each kind of machine, as many have their metrics compared. */
const SAMPLED_OF_A_KIND = 12;
/** Sources average over minutes of their own, and the page shows whole per cents. */
const CPU_TOLERANCE = 2;
/** An age is shown with three digits, and some time passes between showing and comparing. */
const AGE_TOLERANCE = 0.02;
const AGE_TOLERANCE_MS = 5 * 60_000;

/** Every row of the table of nodes, the order of the rows, and the metrics of some nodes of each kind. */
export async function checkNodesTable(
  rows: Row[],
  truth: Truth,
  now: number,
  nodeTruth: (nodeId: string) => Promise<NodeTruth>
): Promise<Finding> {
  const expected = truth.machines.map((machine) => expectedRow(machine, truth, now));
  const shown = rows.map(shownRow);
  const sample = sampleOf(truth);
  const complaints = [...sameRows(expected, shown), ...few(outOfOrder(rows))];
  let withMetrics = 0;
  for (const machine of sample) {
    const row = rows.find(
      ({ Node, Account }) => Node === displayName(machine) && Account === accountName(machine, truth)
    );
    if (row) {
      complaints.push(...metricsOf(row, machine, await nodeTruth(machine.nodeId!), truth), ...ageOf(row, machine, now));
      withMetrics += row.CPU ? 1 : 0;
    }
  }
  return {
    shown: `${rows.length} rows; CPU and age of ${sample.length} compared, ${withMetrics} with metrics`,
    complaints,
  };
}

function expectedRow(machine: MachineTruth, truth: Truth, now: number): string {
  const counts = machine.ssm?.patch?.counts;
  return [
    displayName(machine),
    owner(machine),
    provider(machine, truth),
    accountName(machine, truth),
    machine.region,
    machine.os.type,
    shortWord(patchStatus(machine, truth, now)),
    machine.ssm && (machine.ssm.patch ?? machine.ssm.patchByAssociation) ? patchGaps(machine, truth).critical : '',
    machine.ssm?.patch?.patchGroup ?? '',
    counts?.Failed ?? '',
    counts?.Missing ?? '',
    shortWord(associationStatus(machine)),
    shortWord(ping(machine)),
  ].join(' | ');
}

function shownRow(row: Row): string {
  const { Node, Owner, Provider, Account, Region, Platform, Patch, Critical, Failed, Missing, Association } = row;
  const statuses = [Patch, Association, row['SSM Agent']].map((status) => shortWord(withoutSign(status ?? '')));
  const place = [Node, Owner, Provider, Account, Region, Platform];
  const patches = [statuses[0], Critical, row['Patch group'], Failed, Missing];
  return [...place, ...patches, statuses[1], statuses[2]].join(' | ');
}

function outOfOrder(rows: Row[]): string[] {
  const worstFirst = PATCH_STATUSES.map(shortWord);
  const rank = rows.map(({ Patch, Critical, 'Patch age': age }) => [
    worstFirst.indexOf(shortWord(withoutSign(Patch ?? ''))),
    // What isn't known stands last among its own.
    -(Critical === '' ? -1 : Number(Critical)),
    -(age === '' ? -1 : parseAge(age)),
  ]);
  const isBefore = (one: number[], other: number[]) => {
    const decides = one.findIndex((value, index) => value !== other[index]);
    return decides >= 0 && one[decides] < other[decides];
  };
  return rows
    .filter((_, index) => index > 0 && isBefore(rank[index], rank[index - 1]))
    .map(({ Node, Patch }) => `${Node} (${Patch}) stands after a node that is better`);
}

/** Some of each kind and source, under names that no other machine has, so that their row can be found. */
function sampleOf(truth: Truth): MachineTruth[] {
  const names = new Map<string, number>();
  for (const machine of truth.machines) {
    const name = displayName(machine);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const taken = new Map<string, number>();
  return truth.machines.filter((machine) => {
    const kind = `${machine.kind} ${metricSource(machine, truth)?.name.split(' ')[0]}`;
    const count = taken.get(kind) ?? 0;
    if (names.get(displayName(machine)) !== 1 || count >= SAMPLED_OF_A_KIND) {
      return false;
    }
    taken.set(kind, count + 1);
    return true;
  });
}

function metricsOf(row: Row, machine: MachineTruth, node: NodeTruth, truth: Truth): string[] {
  const source = metricSource(machine, truth);
  const range = cpuRange(node);
  if (source && range === null) {
    return []; // it fell silent or was stopped within the last half hour, or longer ago: what is shown depends on when
  }
  if (!source || !range) {
    return row.CPU ? [`${row.Node}: CPU ${row.CPU} from ${row['Metrics from']}, and nothing can hear it`] : [];
  }
  const cpu = Number.parseFloat(row.CPU);
  const complaints: string[] = [];
  if (!(cpu >= range.low - CPU_TOLERANCE && cpu <= range.high + CPU_TOLERANCE)) {
    const expected = `${range.low.toFixed(1)} to ${range.high.toFixed(1)}%`;
    complaints.push(`${row.Node}: CPU expected ${expected} from ${source.name}, shown ${row.CPU || 'nothing'}`);
  }
  if (row['Metrics from'] !== source.name) {
    complaints.push(`${row.Node}: metrics expected from ${source.name}, shown ${row['Metrics from'] || 'nothing'}`);
  }
  if (!source.rules.includes(row['Matched by'])) {
    complaints.push(`${row.Node}: matched by ${row['Matched by'] || 'nothing'}, expected ${source.rules.join(' or ')}`);
  }
  return complaints;
}

function ageOf(row: Row, machine: MachineTruth, now: number): string[] {
  const shown = row['Patch age'];
  const reported = patchReported(machine);
  if (reported === null) {
    return shown ? [`${row.Node}: patch age ${shown}, and it never reported`] : [];
  }
  const expected = now - reported;
  const off = Math.abs(parseAge(shown) - expected);
  return off <= Math.max(AGE_TOLERANCE_MS, AGE_TOLERANCE * expected)
    ? []
    : [`${row.Node}: patch age expected ${(expected / 3_600_000).toFixed(1)} hours, shown ${shown || 'nothing'}`];
}
