import {
  LoadingState,
  dateTime,
  rangeUtil,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type QueryResultMetaNotice,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { Observable, Subject, lastValueFrom, merge, takeUntil, tap } from 'rxjs';
import type { Enrichment, FleetQuery, JoinSpec } from '../datasource/query';
import { isWhole } from '../datasource/progress';
import { runChildQuery } from './childQuery';
import { enrich, type Enriched } from './enrich';
import { joinedTable } from './joinedTable';
import { matchReport } from './matchReport';
import { matchedSeries } from './matchedSeries';
import { fleetQuery, nodesOf, rowsQuery, showsWholeFleet, shownColumns, type Node } from './nodes';
import type { Answer } from './sources/answer';
import { ask } from './sources/ask';

/** What the join needs of the world around it. */
export interface JoinContext {
  /** Asks the fleet, as any other query of this data source. */
  queryNodes(request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse>;
  /** The uids that a reference stands for: itself, or all that a variable such as `${cloudwatch}` holds. */
  resolve(reference: string, scopedVars: ScopedVars): string[];
  /** A data source as the viewer sees it; rejects where they may not. */
  load(uid: string): Promise<DataSourceApi>;
  settings(uid: string): DataSourceInstanceSettings | undefined;
}

const OWN_TYPE = 'onepane-ssm-datasource';
const DEFAULT_WINDOW = '15m';

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

interface Surroundings {
  nodes: Node[];
  fleet: Node[];
  spec: JoinSpec;
  request: DataQueryRequest<FleetQuery>;
  context: JoinContext;
  cancelled: Subject<void>;
}

async function runEnrichment(enrichment: Enrichment, index: number, around: Surroundings): Promise<Enriched> {
  const { nodes, fleet, spec, request, context, cancelled } = around;
  const asSeries = spec.output === 'series';
  const range = asSeries ? request.range : windowOf(enrichment);
  const uids = [...new Set(enrichment.sources.flatMap((reference) => context.resolve(reference, request.scopedVars)))];

  const answers = await Promise.all(
    uids.map(async (uid, position): Promise<Answer> => {
      const settings = context.settings(uid);
      if (!settings) {
        return lost(`${enrichment.column}: there is no data source "${uid}" that you may see`);
      }
      if (settings.type === OWN_TYPE) {
        return lost(
          `${enrichment.column}: ${settings.name} is itself the left side of the join; choose another data source`
        );
      }
      try {
        const source = await context.load(uid);
        const said: string[] = [];
        let asked = 0;
        const answer = await ask({
          enrichment,
          settings,
          wanted: nodes,
          fleet,
          range,
          asSeries,
          run: async (query) => {
            const requestId = [request.requestId, index, position, asked++].join('-');
            const child = await runChildQuery(source, query, { ...request, range, requestId }, cancelled);
            said.push(...noticesIn(child.frames).map((text) => `${enrichment.column}: ${settings.name} says: ${text}`));
            return child;
          },
        });
        return { ...answer, problems: [...answer.problems, ...said] };
      } catch (error) {
        return lost(
          `${enrichment.column}: ${settings.name} failed: ${error instanceof Error ? error.message : String(error)}`
        );
      }
    })
  );
  if (uids.length === 0) {
    answers.push(lost(`${enrichment.column}: no data source is chosen for ${enrichment.sources.join(', ')}`));
  }
  return enrich(enrichment, answers, fleet);
}

/** What a source says of limits it met: cut results arrive so. */
function noticesIn(frames: DataFrame[]): string[] {
  const notices = frames.flatMap((frame) => frame.meta?.notices ?? []);
  return [...new Set(notices.filter((notice) => notice.severity !== 'info').map((notice) => notice.text))];
}

function lost(problem: string): Answer {
  return { machines: [], problems: [problem] };
}

function windowOf({ column, window = DEFAULT_WINDOW }: Enrichment): TimeRange {
  let seconds: number;
  try {
    seconds = rangeUtil.intervalToSeconds(window);
  } catch {
    throw new Error(`The window "${window}" of ${column} is no duration: write a number and a unit, for instance 15m.`);
  }
  const to = dateTime();
  const span = dateTime(to).subtract(seconds, 's');
  return { from: span, to, raw: { from: `now-${window}`, to: 'now' } };
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

/** A panel's header shows one notice of each severity: so all of one severity go into one text. */
function noticesOf(rows: DataFrame, enriched: Enriched[]): QueryResultMetaNotice[] {
  const own = rows.meta?.notices ?? [];
  const problems = enriched
    .flatMap((one) => one.problems)
    .map((text): QueryResultMetaNotice => ({ severity: 'warning', text }));
  const all = [...own, ...problems];
  return (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const texts = [...new Set(all.filter((notice) => notice.severity === severity).map((notice) => notice.text))];
    return texts.length > 0 ? [{ severity, text: texts.join('. ') }] : [];
  });
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
