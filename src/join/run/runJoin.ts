import {
  LoadingState,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type QueryResultMetaNotice,
} from '@grafana/data';
import { Observable, Subject, lastValueFrom, merge, takeUntil, tap } from 'rxjs';
import type { FleetQuery, JoinSpec } from '../../datasource/query';
import { isWhole } from '../../datasource/progress';
import type { JoinContext } from './context';
import type { Enriched } from '../enrich';
import { joinedTable } from '../joinedTable';
import { matchReport } from '../matchReport';
import { matchedSeries } from '../matchedSeries';
import { fleetQuery, nodesOf, rowsQuery, showsWholeFleet, shownColumns, type Node } from '../nodes';
import { noticesOf } from '../notices';
import { runEnrichment } from './runEnrichment';

/**
 * Runs the join targets of a request: the nodes first, shown as they arrive, then every enrichment's queries side by side,
 * with the viewer's rights. A data source that fails costs its column and is named in a notice; it never costs the rows.
 */
export function runJoin(request: DataQueryRequest<FleetQuery>, context: JoinContext): Observable<DataQueryResponse> {
  return merge(...request.targets.map((target) => runTarget(target, request, context)));
}

function runTarget(
  target: FleetQuery,
  request: DataQueryRequest<FleetQuery>,
  context: JoinContext
): Observable<DataQueryResponse> {
  return new Observable<DataQueryResponse>((subscriber) => {
    const cancelled = new Subject<void>();
    const emit = (state: LoadingState, data: DataFrame[], error?: DataQueryError) =>
      subscriber.next({
        key: target.refId,
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

/** Panels that have shown a joined table: on refresh they keep it until the next is whole, instead of losing the joined columns for a moment. */
const shownBefore = new Set<string>();

async function join(
  target: FleetQuery,
  request: DataQueryRequest<FleetQuery>,
  context: JoinContext,
  cancelled: Subject<void>,
  emit: Emit
): Promise<void> {
  const spec = specOf(target);
  const shown = shownColumns(spec.left);
  const columns = [...new Set(spec.enrichments.map((enrichment) => enrichment.column))];
  const panel = [request.dashboardUID, request.panelId, target.refId, JSON.stringify(spec)].join('/');
  const showRows = (rows: DataFrame) => {
    if (spec.output === 'table' && !shownBefore.has(panel)) {
      const nodes = nodesOf(rows);
      emit(LoadingState.Streaming, [joinedTable(rows, shown, nodes, nodes, [], columns)]);
    }
  };

  const read = (query: FleetQuery, purpose: string, onRows?: (rows: DataFrame) => void) =>
    readNodes(
      context
        .queryNodes({ ...request, targets: [query], requestId: `${request.requestId}-${query.refId}-${purpose}` })
        .pipe(takeUntil(cancelled)),
      onRows
    );
  const [rows, whole] = await Promise.all([
    read(rowsQuery(target, spec.left), 'rows', showRows),
    showsWholeFleet(spec.left) ? null : read(fleetQuery(target), 'fleet'),
  ]);
  const fleetFrame = (whole ?? rows).frame;
  const error = rows.error ?? whole?.error;
  if (error || !rows.frame || !fleetFrame) {
    emit(LoadingState.Done, [], error);
    return;
  }

  const nodes = nodesOf(rows.frame);
  const fleet = nodesOf(fleetFrame);
  const enriched = await Promise.all(
    spec.enrichments.map((enrichment, index) =>
      runEnrichment(enrichment, index, { nodes, fleet, spec, request, context, cancelled })
    )
  );
  const data = output(spec, rows.frame, { shown, columns, nodes, fleet, whole: isWhole(fleetFrame), enriched });
  shownBefore.add(panel);
  emit(LoadingState.Done, withNotices(data, rows.frame, noticesOf(rows.frame, enriched)));
}

function specOf(target: FleetQuery): JoinSpec {
  const { left = {}, enrichments = [], output = 'table' } = target.join ?? {};
  enrichments.forEach((enrichment, index) => {
    for (const member of ['column', 'sources', 'query', 'key'] as const) {
      if (!enrichment?.[member]) {
        throw new Error(
          `Enrichment ${index + 1} of the join has no "${member}": add it, for instance "column": "CPU".`
        );
      }
    }
  });
  return { left, enrichments, output };
}

async function readNodes(
  responses: Observable<DataQueryResponse>,
  onRows: (rows: DataFrame) => void = () => {}
): Promise<{ frame?: DataFrame; error?: DataQueryError }> {
  const seen = responses.pipe(tap(({ data }) => data[0] && onRows(data[0])));
  const { data, error, errors } = await lastValueFrom(seen, { defaultValue: { data: [] } as DataQueryResponse });
  return { frame: data[0], error: error ?? errors?.[0] };
}

interface Joined {
  shown: string[];
  columns: string[];
  nodes: Node[];
  fleet: Node[];
  whole: boolean;
  enriched: Enriched[];
}

function output(
  spec: JoinSpec,
  rows: DataFrame,
  { shown, columns, nodes, fleet, whole, enriched }: Joined
): DataFrame[] {
  switch (spec.output) {
    case 'table':
      return [joinedTable(rows, shown, nodes, fleet, enriched, columns)];
    case 'series':
      return matchedSeries(nodes, fleet, enriched);
    case 'report':
      return [matchReport(nodes, fleet, whole, enriched)];
  }
}

function withNotices(frames: DataFrame[], rows: DataFrame, notices: QueryResultMetaNotice[]): DataFrame[] {
  if (frames.length === 0) {
    return notices.length > 0 ? [{ fields: [], length: 0, meta: { notices } }] : [];
  }
  const [first, ...others] = frames;
  return [
    { ...first, meta: { ...first.meta, custom: { ...rows.meta?.custom, ...first.meta?.custom }, notices } },
    ...others,
  ];
}
