import { min } from 'lodash';
import type { SeenMachine, SourceAnswer } from './answer';
import { converted } from './converted';
import type { RuleName } from './identity';
import { matchMachines, type Matching } from './match';
import type { Node } from './nodes';
import type { Enrichment } from './spec';

/** What one enrichment came to: who was seen, whom they were brought to, and what went wrong. */
export interface Enriched {
  enrichment: Enrichment;
  /** How many data sources were asked. */
  sources: number;
  machines: SeenMachine[];
  matching: Matching;
  problems: string[];
  /** When the oldest of what was answered was asked, epoch milliseconds; null where nothing was. */
  asOf: number | null;
}

/** Brings the answers of all of an enrichment's data sources to the nodes. */
export function enrich(enrichment: Enrichment, answers: SourceAnswer[], fleet: Node[]): Enriched {
  const machines = answers
    .flatMap((answer) => answer.machines)
    .map((machine) => ({ ...machine, series: converted(machine.series, enrichment) }));
  return {
    enrichment,
    sources: answers.length,
    machines,
    matching: matchMachines(fleet, machines),
    problems: answers.flatMap((answer) => answer.problems),
    asOf: min(answers.map((answer) => answer.asOf)) ?? null,
  };
}

/** A machine that was brought to a node, and by which rule. */
export interface Found {
  machine: SeenMachine;
  rule: RuleName;
}

/** The machines that speak of each node, by node id, in the order of the enrichment's data sources. */
export function foundByNode({ machines, matching }: Enriched, fleet: Node[]): Map<string, Found[]> {
  const found = new Map<string, Found[]>();
  for (const { node, foreign, rule } of matching.matches) {
    const { nodeId } = fleet[node];
    const known = found.get(nodeId);
    const one = { machine: machines[foreign], rule };
    if (known) {
      known.push(one);
    } else {
      found.set(nodeId, [one]);
    }
  }
  return found;
}

/** The enrichments that fill each column, in their order. */
export function byColumn(enriched: Enriched[]): Map<string, Enriched[]> {
  const columns = new Map<string, Enriched[]>();
  for (const one of enriched) {
    columns.set(one.enrichment.column, [...(columns.get(one.enrichment.column) ?? []), one]);
  }
  return columns;
}
