import { identityOfKey, identityOfNode, type Identity, type JoinKeyKind } from '../../join/identity';
import { matchMachines, type ForeignMachine, type Machine } from '../../join/match';
import { identityColumn } from './choose';
import { findColumn, type Column, type NodeTable } from './column';
import { grouping } from '../grouping';

/** The tables of several queries as one, and in words what found no place in it. */
export interface Joined {
  table: NodeTable;
  notices: string[];
}

/**
 * Brings the rows of further queries to the nodes of the first. A query that has the first one's identity field speaks of
 * nodes itself, so its nodes are added where they are new; rows of any other are matched by the names that machines go by.
 */
export function joinTables(tables: NodeTable[], identity: string | undefined): Joined {
  const [first, ...others] = tables;
  const notices: string[] = [];
  const table = others.reduce((left, right) => {
    const key = identityColumn(left, identity);
    const same = key && findColumn(right, key.name);
    return key && same ? addNodes(left, right, key, same) : addColumns(left, right, identity, notices);
  }, first);
  return { table, notices };
}

function addNodes(left: NodeTable, right: NodeTable, leftKey: Column, rightKey: Column): NodeTable {
  const rowByKey = new Map(Array.from(rightKey.values, (value, row) => [value, row]));
  const rows = Array.from(leftKey.values, (value) => rowByKey.get(value) ?? -1);
  const known = new Set(Array.from(leftKey.values));
  const added = Array.from(rightKey.values, (_, row) => row).filter((row) => !known.has(rightKey.values[row]));
  const leftRows = [...Array.from({ length: left.length }, (_, row) => row), ...added.map(() => -1)];
  const rightRows = [...rows, ...added];

  const shared = left.columns.map((column) => {
    const twin = right.columns.find(({ name }) => name === column.name);
    return twin ? firstOf(pick(column, leftRows), pick(twin, rightRows)) : pick(column, leftRows);
  });
  const names = new Set(left.columns.map(({ name }) => name));
  const further = right.columns.filter(({ name }) => !names.has(name)).map((column) => pick(column, rightRows));
  return combined(left, right, [...shared, ...further], leftRows, rightRows);
}

function addColumns(left: NodeTable, right: NodeTable, identity: string | undefined, notices: string[]): NodeTable {
  const key = identityColumn(right, undefined);
  if (!key) {
    notices.push(`Rows of ${right.name} have no field that names a machine: they are left out.`);
    return left;
  }
  const foreign = foreignMachines(right, key);
  const { matches, ambiguities } = matchMachines(machines(left, identity), foreign.machines);
  const rows = new Array<number>(left.length).fill(-1);
  for (const { node, foreign: index } of matches) {
    rows[node] = foreign.rows[index];
  }
  const lost = right.length - matches.length;
  if (lost > 0) {
    const unclear =
      ambiguities.length > 0 ? `, ${grouping(ambiguities.length)} of them because they could be several` : '';
    notices.push(
      `${grouping(lost)} of ${grouping(right.length)} rows of ${right.name} match no node by their ${key.title}${unclear}: they are left out.`
    );
  }
  const names = new Set(left.columns.map(({ name }) => name));
  const added = right.columns
    .filter((column) => column !== key && !names.has(column.name))
    .map((column) => pick(column, rows));
  const leftRows = Array.from({ length: left.length }, (_, row) => row);
  return combined(left, right, [...left.columns, ...added], leftRows, rows);
}

function combined(
  left: NodeTable,
  right: NodeTable,
  columns: Column[],
  leftRows: number[],
  rightRows: number[]
): NodeTable {
  return {
    name: left.name,
    length: leftRows.length,
    columns,
    sparkline: (node) => left.sparkline?.(leftRows[node]) ?? right.sparkline?.(rightRows[node]),
  };
}

/** A column in another order of rows, -1 for none. */
function pick(column: Column, rows: number[]): Column {
  return {
    ...column,
    values: rows.map((row) => (row < 0 ? null : column.values[row])),
    origin: (node) => (rows[node] < 0 ? undefined : column.origin(rows[node])),
  };
}

function firstOf(left: Column, right: Column): Column {
  return {
    ...left,
    values: Array.from(left.values, (value, node) => value ?? right.values[node]),
    origin: (node) => left.origin(node) ?? right.origin(node),
  };
}

function machines(table: NodeTable, identity: string | undefined): Machine[] {
  const value = reader(table);
  const key = identityColumn(table, identity)?.name ?? '';
  return Array.from({ length: table.length }, (_, row) => ({
    identity: identityOfNode({
      nodeId: value(key, row) ?? '',
      computerName: value('computerName', row) ?? value('name', row),
      sourceId: value('sourceId', row),
      sourceType: value('sourceType', row),
    }),
    account: value('account', row),
    region: value('region', row),
  }));
}

function foreignMachines(table: NodeTable, key: Column): { machines: ForeignMachine[]; rows: number[] } {
  const rows: number[] = [];
  const found: ForeignMachine[] = [];
  for (let row = 0; row < table.length; row++) {
    const identity = identityOfName(String(key.values[row] ?? ''));
    if (identity) {
      found.push({ identity, source: table.name });
      rows.push(row);
    }
  }
  return { machines: found, rows };
}

function identityOfName(name: string): Identity | null {
  return identityOfKey(kindOf(name), name);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids tell by their form what they are. */
function kindOf(name: string): JoinKeyKind {
  if (/^m?i-[0-9a-f]+$/i.test(name)) {
    return 'instanceId';
  }
  return name.startsWith('/') || UUID.test(name) ? 'cloudId' : 'host';
}

function reader(table: NodeTable) {
  const columns = new Map(table.columns.map((column) => [column.name, column.values]));
  return (name: string, row: number): string | undefined => {
    const value = columns.get(name)?.[row];
    return value === null || value === undefined ? undefined : String(value);
  };
}
