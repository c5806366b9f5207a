import type { DataFrame } from '@grafana/data';
import schema from '../schema/schema.json';
import type { FleetQuery, JoinSpec } from '../datasource/query';
import { identityOfNode } from './identity';
import type { Machine } from './match';

/** A node of the left side: who it is, and where. */
export interface Node extends Machine {
  nodeId: string;
  name: string;
  account: string;
  region: string;
}

/** Columns of `nodes` that say who a node is; the join reads them whether they are shown or not. */
const IDENTITY_COLUMNS = ['nodeId', 'name', 'account', 'region', 'computerName', 'sourceId', 'sourceType'];

/** The columns that the left rows show. */
export function shownColumns(left: JoinSpec['left']): string[] {
  return left.columns?.length
    ? left.columns
    : schema.resources.nodes.columns
        .filter((column) => 'default' in column && column.default)
        .map((column) => column.name);
}

/** The query for the rows on display, with the columns that the join needs beside those that are shown. */
export function rowsQuery(target: FleetQuery, left: JoinSpec['left']): FleetQuery {
  const columns = [...new Set([...shownColumns(left), ...IDENTITY_COLUMNS])];
  return { ...nodesQuery(target), ...left, columns };
}

/** The query for the whole fleet's names: whether a host name is unique can't be told from the rows on display. */
export function fleetQuery(target: FleetQuery): FleetQuery {
  return { ...nodesQuery(target), columns: IDENTITY_COLUMNS };
}

function nodesQuery({ refId, datasource }: FleetQuery): FleetQuery {
  return { refId, datasource, resource: 'nodes', view: 'table' };
}

/** Whether the rows on display are the whole fleet. */
export function showsWholeFleet({ scope, filters, limit }: JoinSpec['left']): boolean {
  return !scope?.accounts?.length && !scope?.regions?.length && !filters?.length && limit === undefined;
}

/** Reads the nodes of a frame, in the order of its rows. */
export function nodesOf(frame: DataFrame): Node[] {
  const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [nodeId, name, account, region, computerName, sourceId, sourceType] = IDENTITY_COLUMNS.map(
    column
  ) as string[][];
  return Array.from({ length: frame.length }, (_, row) => ({
    nodeId: nodeId[row],
    name: name[row] || nodeId[row],
    account: account[row],
    region: region[row],
    identity: identityOfNode({
      nodeId: nodeId[row],
      computerName: computerName[row],
      sourceId: sourceId[row],
      sourceType: sourceType[row],
    }),
  }));
}
