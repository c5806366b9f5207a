import { FieldType, type DataFrame } from '@grafana/data';
import { byColumn, foundByNode, type Enriched, type Found } from './enrich';
import type { ForeignSeries } from './foreignSeries';
import type { Node } from './nodes';

/**
 * The raw series that the other sources have of the nodes on display, one frame a series, named for what a reader has to
 * tell apart: the node where there are several, the column, and the source. For each node and column the first enrichment
 * that has a series wins, as in the joined table.
 */
export function matchedSeries(nodes: Node[], fleet: Node[], enriched: Enriched[]): DataFrame[] {
  const frames: DataFrame[] = [];
  for (const [column, ofColumn] of byColumn(enriched)) {
    const foundPerEnrichment = ofColumn.map((one) => ({ unit: one.enrichment.unit, found: foundByNode(one, fleet) }));
    for (const node of nodes) {
      for (const { unit, found } of foundPerEnrichment) {
        const speaking = found.get(node.nodeId)?.find(({ machine }) => machine.series.some(hasTimes));
        if (speaking) {
          frames.push(...framesOf(node, column, unit, speaking, nodes.length > 1));
          break;
        }
      }
    }
  }
  return frames;
}

function hasTimes(series: ForeignSeries): boolean {
  return series.time !== undefined && series.time.values.length > 0;
}

function framesOf(
  node: Node,
  column: string,
  unit: string | undefined,
  { machine, rule }: Found,
  several: boolean
): DataFrame[] {
  const name = [several ? node.name : column, machine.source].join(', ');
  return machine.series.filter(hasTimes).map(({ field, time }) => ({
    name,
    meta: { custom: { nodeId: node.nodeId, source: machine.source, rule } },
    length: field.values.length,
    fields: [
      { ...time!, type: FieldType.time },
      {
        ...field,
        name: column,
        labels: { ...field.labels, nodeId: node.nodeId },
        config: {
          ...field.config,
          ...(unit && { unit }),
          // The alias that the foreign query was given is for finding the node, not for reading.
          displayName: undefined,
          displayNameFromDS: machine.series.length > 1 ? `${name}, ${labelsInWords(field.labels)}` : name,
        },
      },
    ],
  }));
}

function labelsInWords(labels: Record<string, string> = {}): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ');
}
