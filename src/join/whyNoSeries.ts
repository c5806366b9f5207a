import type { QueryResultMetaNotice } from '@grafana/data';
import type { Sides } from './outputs';

/** Says where there are no series whether the node isn't known, or is and nobody has metrics of it. */
export function whyNoSeries({ nodes, fleetIsWhole, columns, enriched }: Sides): QueryResultMetaNotice[] {
  const text =
    nodes.length === 0
      ? noNode(fleetIsWhole)
      : noMetrics(
          nodes.map(({ name }) => name),
          columns
        );
  // Where no data source was asked that is said, and nothing is known of what they have.
  const isAsked = nodes.length === 0 || enriched.some(({ sources }) => sources > 0);
  return isAsked ? [{ severity: 'info', text }] : [];
}

function noNode(fleetIsWhole: boolean): string {
  return fleetIsWhole
    ? 'No node fits the query: the fleet has been read, and has none such'
    : 'No node that has been read fits the query, and not all have been';
}

function noMetrics([first, ...others]: string[], columns: string[]): string {
  const known = others.length === 0 ? `Node ${first} is known` : `${others.length + 1} nodes are known`;
  return `${known}, and no data source that answered has ${columns.join(' or ')} of ${others.length === 0 ? 'it' : 'them'} in this time range`;
}
