import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { byColumn, foundByNode, type Enriched } from './enrich';
import type { RuleName } from './identity';
import type { Node } from './nodes';
import { reduceSeries } from './reduce';

interface Cell {
  value: number;
  source: string;
  rule: RuleName;
  time: number | null;
}

/**
 * The left rows with the enrichments' columns beside them: first the numbers, then for each column
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
  const answered = byColumn(enriched);
  const joined = columns.map((column) => ({
    column,
    unit: answered.get(column)?.find(({ enrichment }) => enrichment.unit)?.enrichment.unit,
    cells: cellsOf(nodes, fleet, answered.get(column) ?? []),
  }));
  const fields: Field[] = [
    ...shown.flatMap((name) => rows.fields.filter((field) => field.name === name)),
    ...joined.map(({ column, unit, cells }) => field(column, FieldType.number, cells, 'value', { unit })),
    ...joined.flatMap(({ column, cells }) => [
      field(`${column} source`, FieldType.string, cells, 'source'),
      field(`${column} matched by`, FieldType.string, cells, 'rule'),
      field(`${column} time`, FieldType.time, cells, 'time'),
    ]),
  ];
  return { ...rows, fields, length: rows.length };
}

function field(name: string, type: FieldType, cells: Array<Cell | undefined>, member: keyof Cell, config = {}): Field {
  return { name, type, config, values: cells.map((cell) => cell?.[member] ?? null) };
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
        const sample = reduceSeries(machine.series, one.enrichment.reducer);
        if (sample) {
          cells.set(nodeId, { ...sample, source: machine.source, rule });
          break;
        }
      }
    }
  }
  return nodes.map((node) => cells.get(node.nodeId));
}
