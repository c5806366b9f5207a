import {
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
} from '@grafana/data';
import { cloneDeep } from 'lodash';
import { catchError, defer, forkJoin, from, map, of, reduce, switchMap, takeWhile, type Observable } from 'rxjs';

/**
 * Asks another source several queries in one request, and gives one answer when all is there. Sources fail as a whole where
 * one query fails (CloudWatch, for a refused Region), and tell of their limits on all frames alike: then each query is asked
 * again alone, so that what went wrong with one costs only that one.
 */
export function askTogether(source: DataSourceApi, request: DataQueryRequest): Observable<DataQueryResponse> {
  const answer = askOnce(source, request);
  if (request.targets.length === 1) {
    return answer.pipe(map((alone) => under(request.targets[0].refId, alone)));
  }
  return answer.pipe(
    switchMap((all) =>
      isClear(all, request)
        ? of(all)
        : forkJoin(
            request.targets.map((target) =>
              askOnce(source, {
                ...request,
                requestId: `${request.requestId}-${target.refId}`,
                targets: [target],
              }).pipe(map((alone) => under(target.refId, alone)))
            )
          ).pipe(map(merged))
    )
  );
}

/**
 * Runs a request as a panel would, to its end. Errors come in three ways: thrown, as `error`, as `errors`; here always as the
 * last. What a source writes into its request is its own affair.
 */
function askOnce(source: DataSourceApi, request: DataQueryRequest): Observable<DataQueryResponse> {
  return defer(() => from(source.query({ ...request, targets: cloneDeep(request.targets) }))).pipe(
    takeWhile((packet) => packet.state !== LoadingState.Done && packet.state !== LoadingState.Error, true),
    // Packets replace earlier ones of the same key.
    reduce((packets, packet) => packets.set(packet.key ?? '', packet), new Map<string, DataQueryResponse>()),
    map((packets) => merged([...packets.values()])),
    catchError((error: unknown) => of({ data: [], errors: [errorOf(error)] }))
  );
}

/** Of an Error only what is named is copied. */
function errorOf(error: unknown): DataQueryError {
  const { data, message, statusText } = (error ?? {}) as DataQueryError;
  return { data, message, statusText };
}

function merged(answers: DataQueryResponse[]): DataQueryResponse {
  return {
    data: answers.flatMap(({ data }) => data.map((frame): DataFrame => toDataFrame(frame))),
    errors: answers.flatMap(({ error, errors }) => (errors?.length ? errors : error ? [error] : [])),
  };
}

/** Whether it can be told what became of each query: where any failed, all have frames or an error of their own, and nothing was cut. */
function isClear({ data, errors = [] }: DataQueryResponse, { targets }: DataQueryRequest): boolean {
  const frames = data as DataFrame[];
  const asked = new Set(targets.map(({ refId }) => refId));
  const isCut = frames.some(({ meta }) => meta?.notices?.some(({ severity }) => severity !== 'info'));
  const spokenOf = new Set([...frames, ...errors].map(({ refId = '' }) => refId));
  return (
    !isCut && [...spokenOf].every((refId) => asked.has(refId)) && (errors.length === 0 || spokenOf.size === asked.size)
  );
}

/** An answer to one query is all that query's, whatever the source calls it. */
function under(refId: string, { data, errors = [] }: DataQueryResponse): DataQueryResponse {
  return {
    data: data.map((frame: DataFrame) => ({ ...frame, refId })),
    errors: errors.map((error: DataQueryError) => ({ ...error, refId })),
  };
}
