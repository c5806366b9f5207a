import { FieldType, type DataFrame } from '@grafana/data';
import type { Enriched } from './enrich';
import { IDENTITY_RULES, type RuleName } from './identity';
import type { Node } from './nodes';
import { isWhole, unmonitored } from './unmonitored';

/** How a machine or a node came out of the join. */
export type Outcome = 'matched' | 'ambiguous' | 'only in SSM' | 'only in the other source';

interface Row {
  column: string;
  source: string;
  outcome: Outcome;
  rule: RuleName | null;
  count: number | null;
  examples: string;
}

const EXAMPLES = 5;

/**
 * What was brought together and what was not: for each column and source the matched and ambiguous machines by rule and
 * the machines that no node is known for (unmanaged); for each column the nodes on display that no source speaks of
 * (unmonitored). "Only in" takes both lists to be complete: where one isn't, its count is empty.
 */
export function matchReport(nodes: Node[], fleet: Node[], fleetIsWhole: boolean, enriched: Enriched[]): DataFrame {
  const rows = [...new Set(enriched.map((one) => one.enrichment.column))].flatMap((column) => {
    const ofColumn = enriched.filter((one) => one.enrichment.column === column);
    const silent = unmonitored(nodes, fleet, ofColumn).map((node) => node.name);
    const count = fleetIsWhole && isWhole(ofColumn) ? silent.length : null;
    return [
      ...ofColumn.flatMap((one) => sourceRows(one, fleet, fleetIsWhole)),
      row({ column, source: 'AWS Systems Manager', outcome: 'only in SSM', rule: null, count }, silent),
    ];
  });
  const field = (name: keyof Row, type: FieldType) => ({
    name,
    type,
    config: {},
    values: rows.map((row) => row[name]),
  });
  return {
    length: rows.length,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      field('column', FieldType.string),
      field('source', FieldType.string),
      field('outcome', FieldType.string),
      field('rule', FieldType.string),
      field('count', FieldType.number),
      field('examples', FieldType.string),
    ],
  };
}

function sourceRows({ enrichment, machines, matching }: Enriched, fleet: Node[], fleetIsWhole: boolean): Row[] {
  const { column } = enrichment;
  return [...new Set(machines.map((machine) => machine.source))].flatMap((source) => {
    const isOfSource = (foreign: number) => machines[foreign].source === source;
    const matches = matching.matches.filter((match) => isOfSource(match.foreign));
    const ambiguities = matching.ambiguities.filter((ambiguity) => isOfSource(ambiguity.foreign));
    const strangers = matching.unmatchedForeign.filter(isOfSource);
    const byRule = IDENTITY_RULES.flatMap(({ name: rule }) => {
      const matched = matches.filter((match) => match.rule === rule).map((match) => fleet[match.node].name);
      const ambiguous = ambiguities
        .filter((one) => one.rule === rule)
        .flatMap((one) => one.nodes.map((node) => fleet[node].name));
      const count = ambiguities.filter((one) => one.rule === rule).length;
      return [
        row({ column, source, outcome: 'matched', rule, count: matched.length }, matched),
        row({ column, source, outcome: 'ambiguous', rule, count }, ambiguous),
      ].filter((one) => one.count !== 0);
    });
    const names = strangers.map((foreign) => nameOf(machines[foreign].identity));
    const unmanaged = row(
      {
        column,
        source,
        outcome: 'only in the other source',
        rule: null,
        count: fleetIsWhole ? strangers.length : null,
      },
      names
    );
    return [...byRule, unmanaged];
  });
}

function row(facts: Omit<Row, 'examples'>, names: string[]): Row {
  return { ...facts, examples: [...new Set(names)].slice(0, EXAMPLES).join(', ') };
}

function nameOf({ instanceId, host, cloudIds }: Enriched['machines'][number]['identity']): string {
  return instanceId ?? host?.fqdn ?? host?.short ?? cloudIds[0] ?? '';
}
