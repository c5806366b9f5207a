import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { FleetQuery } from '../datasource/query';
import { fleetTarget } from './fleetTarget';
import { STATUS_CELL } from './statusFields';

/** Widths are pixels: that of the column, or the least of one that takes what room is left. */
export type ListColumn = {
  name: string;
  title: string;
  width?: number;
  minWidth?: number;
  properties?: DynamicConfigValue[];
};

/** "No value" words are for a panel without rows; Grafana would put them into every empty cell, too. */
export const EMPTY_CELLS = { matcher: { id: 'byRegexp', options: '/.*/' }, properties: [{ id: 'noValue', value: '' }] };

/** Texts that would lose their end in one line. */
export const WHOLE_WORDS: DynamicConfigValue[] = [{ id: 'custom.wrapText', value: true }];

/** A table of rows with these columns; `none` says what it means that there is nothing. */
export function listPanel(
  title: string,
  description: string,
  query: Omit<FleetQuery, 'refId' | 'view' | 'columns'>,
  columns: ListColumn[],
  none: string
): TableBuilder {
  return new TableBuilder()
    .title(title)
    .description(description)
    .withTarget(
      fleetTarget({ view: 'table', columns: columns.map(({ name }) => name), noRowsAsNoData: true, ...query })
    )
    .noValue(none)
    .cellHeight(TableCellHeight.Sm)
    .overrides([EMPTY_CELLS, ...columns.map(overrideOf)]);
}

function overrideOf({ name, title, width, minWidth, properties = [] }: ListColumn) {
  return {
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'displayName', value: title },
      ...(width ? [{ id: 'custom.width', value: width }] : []),
      ...(minWidth ? [{ id: 'custom.minWidth', value: minWidth }] : []),
      ...properties,
    ],
  };
}

/** A column that holds a status, in its colour. */
export function status(name: string, title: string, width: number): ListColumn {
  return { name, title, width, properties: [STATUS_CELL] };
}

/** A time as a reader thinks of it: how long ago. */
export function ago(name: string, title: string, width: number): ListColumn {
  return { name, title, width, properties: [{ id: 'unit', value: 'dateTimeFromNow' }] };
}

/** A node's id, which leads to its dashboard; as wide as that of a hybrid node. */
export function nodeId(title: string): ListColumn {
  return { name: 'nodeId', title, width: 184 };
}

/** A text of which no word is cut, and which takes what room is left. */
export function words(name: string, title: string, minWidth: number): ListColumn {
  return { name, title, minWidth, properties: WHOLE_WORDS };
}

/** Such a text, in a column of just this width. */
export function wrapped(name: string, title: string, width: number): ListColumn {
  return { name, title, width, properties: WHOLE_WORDS };
}

/** Has a column lead to the row's page in the AWS console, whose address is in `consoleUrl`. */
export function leadsToConsole({ properties = [], ...column }: ListColumn): ListColumn[] {
  const link = { title: 'Open in AWS console', url: '${__data.fields.consoleUrl:raw}', targetBlank: true };
  return [{ ...column, properties: [...properties, { id: 'links', value: [link] }] }, unseen('consoleUrl')];
}

/** A column that a link is made of, and that no reader needs to see. */
export function unseen(name: string): ListColumn {
  return { name, title: name, properties: [{ id: 'custom.hidden', value: true }] };
}
