import {
  LoadingState,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { Observable, Subject, lastValueFrom, takeUntil, tap } from 'rxjs';
import { joinedTable } from '../joinedTable';
import { asInFleet, askedColumns, nodesOf, showsWholeFleet, withId } from '../nodes';
import { framesOf } from '../outputs';
import type { LeftSide } from '../spec';
import { joinOf } from '../validate';
import type { JoinContext } from './context';
import { runEnrichment } from './runEnrichment';

export { MetricAnswers } from './metricAnswers';

/** A panel's query of a join, as it was saved. */
export interface JoinTarget {
  refId: string;
  join?: unknown;
}

/**
 * Runs a join: the nodes first, shown as they arrive, then every enrichment's queries side by side, with the viewer's
 * rights. A data source that fails costs its column and is named in a notice; it never costs the rows.
 */
export function runJoin<Left extends LeftSide>(
  target: JoinTarget,
  request: DataQueryRequest,
  context: JoinContext<Left>
): Observable<DataQueryResponse> {
  return new Observable<DataQueryResponse>((subscriber) => {
    const cancelled = new Subject<void>();
    const emit = (state: LoadingState, data: DataFrame[], error?: DataQueryError) =>
      subscriber.next({
        state,
        data: data.map((frame) => ({ ...frame, refId: target.refId })),
        error,
      });
    join(target, request, context, cancelled, emit)
      .then(() => subscriber.complete())
      .catch((error: unknown) => subscriber.error(error));
    return () => cancelled.next();
  });
}

type Emit = (state: LoadingState, data: DataFrame[], error?: DataQueryError) => void;

async function join<Left extends LeftSide>(
  target: JoinTarget,
  request: DataQueryRequest,
  context: JoinContext<Left>,
  cancelled: Subject<void>,
  emit: Emit
): Promise<void> {
  const spec = joinOf<Left>(target.join);
  const { left, enrichments, output } = spec;
  const { fleet: source, shownBefore } = context;
  const shown = left.columns?.length ? left.columns : source.defaultColumns;
  const columns = [...new Set(enrichments.map((enrichment) => enrichment.column))];
  // On refresh a panel keeps its table until the next is whole, instead of losing the joined columns for a moment.
  const panel = JSON.stringify([request.dashboardUID, request.panelId, target.refId, spec]);
  const showRows = (rows: DataFrame) => {
    if (output === 'table' && !shownBefore.has(panel)) {
      const nodes = nodesOf(rows);
      emit(LoadingState.Streaming, [joinedTable(rows, shown, nodes, nodes, [], columns)]);
    }
  };

  const read = (asked: string[], ofLeft?: Left, onRows?: (rows: DataFrame) => void) =>
    readNodes(source.nodes(asked, ofLeft).pipe(takeUntil(cancelled)), onRows);
  const isPart = !showsWholeFleet(left);
  const [rows, others] = await Promise.all([
    // Who the nodes are, beside their ids, is then known from the fleet.
    read(isPart ? withId(shown) : askedColumns(shown), left, showRows),
    // Whether a host name is unique can't be told from the rows on display.
    isPart ? read(askedColumns([])) : null,
  ]);
  const fleetFrame = (others ?? rows).frame;
  const error = rows.error ?? others?.error;
  if (error || !rows.frame || !fleetFrame) {
    emit(LoadingState.Done, [], error);
    return;
  }

  const fleet = nodesOf(fleetFrame);
  const nodes = isPart ? asInFleet(nodesOf(rows.frame), fleet) : fleet;
  const enriched = await Promise.all(
    enrichments.map((enrichment) =>
      runEnrichment(enrichment, { nodes, fleet, asSeries: output === 'series', request, context, cancelled })
    )
  );
  const fleetIsWhole = source.isWhole(fleetFrame);
  const data = framesOf(output, { rows: rows.frame, shown, nodes, fleet, fleetIsWhole, columns, enriched });
  shownBefore.add(panel);
  emit(LoadingState.Done, data);
}

async function readNodes(
  responses: Observable<DataQueryResponse>,
  onRows: (rows: DataFrame) => void = () => {}
): Promise<{ frame?: DataFrame; error?: DataQueryError }> {
  const seen = responses.pipe(tap(({ data }) => data[0] && onRows(data[0])));
  const { data, error, errors } = await lastValueFrom(seen, { defaultValue: { data: [] } as DataQueryResponse });
  return { frame: data[0], error: error ?? errors?.[0] };
}
