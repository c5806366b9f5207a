import type { DataFrame } from '@grafana/data';
import { IDENTITY_COLUMNS, identityOfNode, type NodeNames } from './identity';
import type { Machine } from './match';
import type { LeftSide } from './spec';

/** A node of the left side: who it is, and where. */
export interface Node extends Machine {
  nodeId: string;
  name: string;
  account: string;
  region: string;
}

/** Columns of `nodes` that say who a node is and where; the join reads them whether they are shown or not. */
export const NODE_COLUMNS: readonly string[] = [...IDENTITY_COLUMNS, 'name', 'account', 'region'];

/** The columns to ask for: those that are shown, and those that the join needs beside them. */
export function askedColumns(shown: string[]): string[] {
  return [...new Set([...shown, ...NODE_COLUMNS])];
}

/** The columns that are shown, and the one that says which nodes they are of. */
export function withId(shown: string[]): string[] {
  return [...new Set([...shown, 'nodeId'])];
}

/** The nodes as the fleet knows them; one that it doesn't have, which has come since, as it is. */
export function asInFleet(nodes: Node[], fleet: Node[]): Node[] {
  const known = new Map(fleet.map((node) => [node.nodeId, node]));
  return nodes.map((node) => known.get(node.nodeId) ?? node);
}

/** Whether the left side is the whole fleet. */
export function showsWholeFleet({ scope, filters, limit }: LeftSide): boolean {
  return !scope?.accounts?.length && !scope?.regions?.length && !filters?.length && limit === undefined;
}

/** Reads the nodes of a frame, in the order of its rows. */
export function nodesOf(frame: DataFrame): Node[] {
  const column = (name: string): string[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [names, accounts, regions] = ['name', 'account', 'region'].map(column);
  const identityColumns = IDENTITY_COLUMNS.map((name) => [name, column(name)] as const);
  return Array.from({ length: frame.length }, (_, row) => {
    const known = Object.fromEntries(identityColumns.map(([name, values]) => [name, values[row]])) as NodeNames;
    return {
      nodeId: known.nodeId,
      name: names[row] || known.nodeId,
      account: accounts[row],
      region: regions[row],
      identity: identityOfNode(known),
    };
  });
}
