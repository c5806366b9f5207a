import type { DataFrame, Field, GrafanaTheme2 } from '@grafana/data';
import { TableCellDisplayMode } from '@grafana/ui';
import { memoize } from 'lodash';
import { legibleText } from '../paint/legibleFills';
import { displayOf, mappedDisplayOf, type Column, type NodeTable } from './column';

/** Some of the nodes as a frame, for Grafana's own table, with statuses in their colours. */
export function tableFrame({ columns }: NodeTable, nodes: number[], theme: GrafanaTheme2): DataFrame {
  return {
    length: nodes.length,
    fields: columns.map((column) => ({
      ...(column.field.config.mappings?.length ? inColour(column, theme) : column.field),
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

/** Values have the colour of their mapping, so that it can be read as text; for all others Grafana would take that of the first threshold, which is green. */
function inColour(column: Column, theme: GrafanaTheme2): Field {
  const { field } = column;
  const display = displayOf(column, theme);
  const mapped = mappedDisplayOf(column, theme);
  const legible = memoize((color: string) => legibleText(color, theme.colors.background.primary));
  const custom = { ...field.config.custom, cellOptions: { type: TableCellDisplayMode.ColorText } };
  return {
    ...field,
    config: { ...field.config, custom },
    display: (value) => {
      const shown = mapped(value) ?? { ...display(value), color: undefined };
      return { ...shown, color: shown.color && legible(shown.color) };
    },
  };
}
