import type {
  DataFrame,
  DataQueryResponse,
  DataSourceApi,
  DataSourceInstanceSettings,
  ScopedVars,
} from '@grafana/data';
import type { Observable } from 'rxjs';
import type { LeftSide } from '../spec';
import type { MetricAnswers } from './metricAnswers';

/** What the join needs of the world around it. */
export interface JoinContext<Left extends LeftSide = LeftSide> {
  fleet: Fleet<Left>;
  /** The uids that a reference stands for: itself, or all that a variable such as `${cloudwatch}` holds. */
  resolve(reference: string, scopedVars: ScopedVars): string[];
  /** A text with its template variables filled in. */
  fillIn(text: string, scopedVars: ScopedVars): string;
  /** What other sources of metrics have said to this viewer. */
  metrics: MetricAnswers;
  /** A data source as the viewer sees it; rejects where they may not. */
  load(uid: string): Promise<DataSourceApi>;
  settings(uid: string): DataSourceInstanceSettings | undefined;
  /** Whether the viewer may open Explore, where other sources' own answers are. */
  mayExplore: boolean;
  /** Panels that have shown a joined table, for as long as the caller remembers. */
  shownBefore: { has(panel: string): boolean; add(panel: string): void };
}

/** The data source that has the nodes. */
export interface Fleet<Left extends LeftSide> {
  /** Its plugin's id: what is on the left can't be on the right. */
  pluginId: string;
  /** What is shown of a node where the left side names no columns. */
  defaultColumns: string[];
  /** Asks for nodes with these columns, those of a left side or all that there are: one frame, in packets while it grows. */
  nodes(columns: string[], left?: Left): Observable<DataQueryResponse>;
  /** Whether a frame's rows are all that were asked for: nothing is on its way, has failed or was cut. */
  isWhole(rows: DataFrame): boolean;
}
