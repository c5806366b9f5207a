import type { DataFrame } from '@grafana/data';
import type { NodeTable } from './column';

/** Some of the nodes as a frame, for Grafana's own table. */
export function tableFrame({ columns }: NodeTable, nodes: number[]): DataFrame {
  return {
    length: nodes.length,
    fields: columns.map((column) => ({
      ...column.field,
      name: column.name,
      state: { ...column.field.state, displayName: column.title, calcs: undefined },
      values: nodes.map((node) => column.values[node]),
      // Links are asked for by the row of this frame, and made by the frame that the node came from.
      getLinks: (config) => {
        const origin = config.valueRowIndex === undefined ? undefined : column.origin(nodes[config.valueRowIndex]);
        return origin?.field.getLinks?.({ ...config, valueRowIndex: origin.row }) ?? [];
      },
    })),
  };
}
