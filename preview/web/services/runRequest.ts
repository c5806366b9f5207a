import {
  CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  DataTopic,
  LoadingState,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, connect, defer, from, map, merge, type Observable, of, scan, takeUntil, timer } from 'rxjs';

/** How long a panel keeps what it shows before it says that it is loading. */
const quietMs = 200;

/**
 * Runs a panel's request and gives what the panel shows: the packets of all its queries put together, a packet replacing
 * the earlier one of the same `key`, in the state that the newest packet is in.
 */
export function runRequest(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<PanelData> {
  let shown: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0) {
    return of({ ...shown, state: LoadingState.Done });
  }
  const loading = shown;
  return defer(() => callQuery(datasource, request, queryFunction)).pipe(
    map((packet) => withoutHidden(packet, request)),
    scan(
      ({ packets }, newest) => ({ newest, packets: { ...packets, [keyOf(newest)]: newest } }),
      {} as { newest: DataQueryResponse; packets: Record<string, DataQueryResponse> }
    ),
    map(({ newest, packets }) => (shown = toPanelData(request, newest, Object.values(packets)))),
    catchError((error) => of({ ...shown, state: LoadingState.Error, error: toDataQueryError(error) })),
    connect((answers) =>
      merge(
        timer(quietMs).pipe(
          map(() => loading),
          takeUntil(answers)
        ),
        answers
      )
    )
  );
}

function callQuery(datasource: DataSourceApi, request: DataQueryRequest, queryFunction?: DataSourceApi['query']) {
  request.targets = request.targets.map((target) => ({ ...defaultQuery(datasource, target), ...target }));
  if (!queryFunction) {
    request.targets = request.targets.filter((target) => datasource.filterQuery?.(target) ?? true);
  }
  if (request.targets.length === 0) {
    return of<DataQueryResponse>({ data: [] });
  }
  return from(queryFunction ? queryFunction(request) : datasource.query(request));
}

/** Only a target that says nothing of its own takes the data source's default query. */
function defaultQuery(datasource: DataSourceApi, target: object) {
  const common = ['refId', 'datasource', 'hide', 'key', 'queryType'];
  const isEmpty = Object.keys(target).every((name) => common.includes(name));
  return isEmpty ? datasource.getDefaultQuery?.(CoreApp.PanelEditor) : {};
}

/** A hidden target may be asked for, because another one is computed from it, but it isn't shown. */
function withoutHidden(packet: DataQueryResponse, { targets }: DataQueryRequest): DataQueryResponse {
  const hidden = new Set(targets.filter(({ hide }) => hide).map(({ refId }) => refId));
  return { ...packet, data: packet.data.filter(({ refId }) => !hidden.has(refId)) };
}

const keyOf = ({ key, data }: DataQueryResponse) => key ?? data[0]?.refId ?? 'A';

function toPanelData(request: DataQueryRequest, newest: DataQueryResponse, packets: DataQueryResponse[]): PanelData {
  const frames = packets.flatMap(({ data }) => data);
  const failed = packets.findLast(({ error, errors }) => error || errors?.length);
  const isAnnotation = (frame: (typeof frames)[number]) => frame.meta?.dataTopic === DataTopic.Annotations;
  request.endTime = Date.now();
  return {
    state: failed ? LoadingState.Error : (newest.state ?? LoadingState.Done),
    series: frames.filter((frame) => !isAnnotation(frame)),
    annotations: frames.filter(isAnnotation),
    error: failed?.error,
    errors: failed?.errors,
    request,
    timeRange: request.range,
  };
}
