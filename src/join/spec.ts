import type { JoinKeyKind } from './identity';
import type { Reducer } from './reduce';

/** Left: nodes of the fleet. Right: queries of other data sources, brought to the nodes they speak of. */
export interface JoinSpec<Left extends LeftSide = LeftSide> {
  left: Left;
  enrichments: Enrichment[];
  output: JoinOutput;
}

/** Which nodes, and what is shown of them. What a filter or an order says is for the data source that has the nodes. */
export interface LeftSide {
  scope?: { accounts?: string[]; regions?: string[] };
  filters?: unknown[];
  /** In this order; empty or absent: the default columns. */
  columns?: string[];
  orderBy?: unknown[];
  /** Nodes at most; absent: all. */
  limit?: number;
}

export const JOIN_OUTPUTS = ['table', 'series', 'report', 'unmonitored'] as const;

/** `table`: the left rows with the enrichments' columns; `series`: the raw series of the matched nodes; `report`: what matched and what did not; `unmonitored`: the left rows that no source speaks of. */
export type JoinOutput = (typeof JOIN_OUTPUTS)[number];

export interface Enrichment {
  /** Column that it fills. Several enrichments may fill one column: for each node the first that matches wins. */
  column: string;
  /** Grafana's unit id, for instance `percent`. */
  unit?: string;
  /** Data sources to ask: uids, or template variables such as `${cloudwatch}` that may stand for several. */
  sources: string[];
  /** The other data source's own query, as its editor writes it, without refId. */
  query: Record<string, unknown>;
  /** Which of the frames' labels (or, in tables, columns) names the machine; the kind of name decides which identity rules may use it. */
  key: JoinKey;
  /** The column shows this number less the source's: 100 for metrics that say how much is idle or free in per cent. */
  complementTo?: number;
  /** The column shows the source's number divided by this: 300 makes bytes per second of the bytes of 5 minutes. */
  divideBy?: number;
  /** How a series becomes one number. Default `last`. Several series of one machine are then summed for `sum`, else averaged (`max`, `min`: the extreme). */
  reducer?: Reducer;
  /** Time window ending now, for instance `15m` (the default); output `series` uses the dashboard's time instead. */
  window?: string;
}

export interface JoinKey {
  /** Label of the value field, or column of a table; `displayName` for the series' display name. */
  label: string;
  kind: JoinKeyKind;
}
