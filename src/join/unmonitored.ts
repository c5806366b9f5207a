import type { DataFrame } from '@grafana/data';
import type { Enriched } from './enrich';
import type { Node } from './nodes';

/** The nodes that none of these enrichments has a series of. Takes both lists to be complete. */
export function unmonitored(nodes: Node[], fleet: Node[], enriched: Enriched[]): Node[] {
  const matches = enriched.flatMap(({ machines, matching }) =>
    matching.matches.filter(({ foreign }) => machines[foreign].series.length > 0)
  );
  const heard = new Set(matches.map((match) => fleet[match.node].nodeId));
  return nodes.filter((node) => !heard.has(node.nodeId));
}

/** Whether all that the sources have is known, so that a node that isn't in it is in none of them. */
export function isWhole(enriched: Enriched[]): boolean {
  return enriched.every((one) => one.problems.length === 0);
}

/** The left rows that no source speaks of; none while a list isn't complete, as some of them might be monitored after all. */
export function unmonitoredTable(
  rows: DataFrame,
  shown: string[],
  nodes: Node[],
  fleet: Node[],
  fleetIsWhole: boolean,
  enriched: Enriched[]
): DataFrame {
  const silent = new Set(fleetIsWhole && isWhole(enriched) ? unmonitored(nodes, fleet, enriched) : []);
  const kept = nodes.flatMap((node, row) => (silent.has(node) ? [row] : []));
  const fields = shown
    .flatMap((name) => rows.fields.filter((field) => field.name === name))
    .map((field) => ({ ...field, values: kept.map((row) => field.values[row]) }));
  return { ...rows, fields, length: kept.length };
}
