import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { byColumn, foundByNode, type Enriched } from './enrich';
import { reduceSeries } from './foreignSeries';
import type { Node } from './nodes';

interface Cell {
  value: number;
  source: string;
  rule: string;
  time: number | null;
}

/**
 * The left rows with the enrichments' columns beside them. For each column there are four fields: the number, and
 * `<column> source` (data source), `<column> matched by` (identity rule), `<column> time` (of the value). Where several
 * enrichments fill one column, the first that has a value for the node wins. What is missing is null, never zero.
 */
export function joinedTable(
  rows: DataFrame,
  shown: string[],
  nodes: Node[],
  fleet: Node[],
  enriched: Enriched[],
  columns: string[]
): DataFrame {
  const fields: Field[] = shown.flatMap((name) => rows.fields.filter((field) => field.name === name));
  const answered = byColumn(enriched);
  for (const column of columns) {
    const cells = cellsOf(nodes, fleet, answered.get(column) ?? []);
    const unit = answered.get(column)?.find(({ enrichment }) => enrichment.unit)?.enrichment.unit;
    fields.push(
      { name: column, type: FieldType.number, config: { unit }, values: cells.map((cell) => cell?.value ?? null) },
      {
        name: `${column} source`,
        type: FieldType.string,
        config: {},
        values: cells.map((cell) => cell?.source ?? null),
      },
      {
        name: `${column} matched by`,
        type: FieldType.string,
        config: {},
        values: cells.map((cell) => cell?.rule ?? null),
      },
      { name: `${column} time`, type: FieldType.time, config: {}, values: cells.map((cell) => cell?.time ?? null) }
    );
  }
  return { ...rows, fields, length: rows.length };
}

function cellsOf(nodes: Node[], fleet: Node[], enriched: Enriched[]): Array<Cell | undefined> {
  const cells = new Map<string, Cell>();
  const wanted = new Set(nodes.map((node) => node.nodeId));
  for (const one of enriched) {
    for (const [nodeId, found] of foundByNode(one, fleet)) {
      if (!wanted.has(nodeId) || cells.has(nodeId)) {
        continue;
      }
      for (const { machine, rule } of found) {
        const sample = reduceSeries(machine.series, one.enrichment);
        if (sample) {
          cells.set(nodeId, { ...sample, source: machine.source, rule });
          break;
        }
      }
    }
  }
  return nodes.map((node) => cells.get(node.nodeId));
}
