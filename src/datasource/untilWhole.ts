import { LoadingState, type DataQueryError, type DataQueryResponse } from '@grafana/data';
import { defer, EMPTY, expand, map, merge, type Observable, switchMap, tap, timer } from 'rxjs';
import { isOnItsWay, readSoFar } from './progress';

/** Milliseconds between two questions: while the reading moves, and at most while it doesn't. */
const PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
const SLOWER = 1.5;

/**
 * Asks again until the answer is whole, and gives each answer as a packet. An answer that fails ends it, with
 * the rows so far beside the error. Unsubscribing ends it too, and cancels a question under way.
 */
export function untilWhole(ask: () => Observable<DataQueryResponse>): Observable<DataQueryResponse> {
  return defer(() => {
    let shown: DataQueryResponse = { data: [] };
    let pause = PAUSE;
    const packet = (answer: DataQueryResponse): DataQueryResponse => {
      pause = readSoFar(answer) > readSoFar(shown) ? PAUSE : Math.min(pause * SLOWER, LONGEST_PAUSE);
      const data = hasFailed(answer) && answer.data.length === 0 ? shown.data : answer.data;
      const state = hasFailed(answer)
        ? LoadingState.Error
        : isOnItsWay(answer)
          ? LoadingState.Loading
          : LoadingState.Done;
      shown = { ...answer, data, state };
      return shown;
    };
    return ask().pipe(
      map(packet),
      expand((last) => (last.state === LoadingState.Loading ? timer(pause).pipe(switchMap(ask), map(packet)) : EMPTY))
    );
  });
}

/**
 * Runs several queries of one request side by side. All that there is of them is in each packet, in the order of the
 * queries: of packets under keys of their own Grafana shows first what was answered first, and a figure would not stand
 * where its name stands. Grafana takes the last packet's state for the panel's, and leaves a panel empty that starts with
 * Loading: so the first packet is Streaming, the following Loading, and only the very last Done.
 */
export function sideBySide(answers: Array<Observable<DataQueryResponse>>): Observable<DataQueryResponse> {
  return defer(() => {
    const latest = answers.map((): DataQueryResponse | undefined => undefined);
    let first = true;
    const together = (): DataQueryResponse => {
      const packets = latest.filter((packet) => packet !== undefined);
      const errors = packets.flatMap(errorsOf);
      const isOpen = packets.length < latest.length || packets.some(isUnfinished);
      const state = isOpen
        ? first
          ? LoadingState.Streaming
          : LoadingState.Loading
        : errors.length > 0
          ? LoadingState.Error
          : LoadingState.Done;
      first = false;
      return {
        key: KEY,
        data: packets.flatMap(({ data }) => data),
        ...(errors.length > 0 && { error: errors[0], errors }),
        state,
      };
    };
    return merge(...answers.map((answer, place) => answer.pipe(tap((packet) => (latest[place] = packet))))).pipe(
      map(together)
    );
  });
}

/** Without one Grafana takes the first frame's refId, which may be another's in the next packet. */
const KEY = 'all';

function isUnfinished({ state }: DataQueryResponse): boolean {
  return state === LoadingState.Loading || state === LoadingState.Streaming;
}

function errorsOf({ error, errors }: DataQueryResponse): DataQueryError[] {
  return errors?.length ? errors : error ? [error] : [];
}

function hasFailed(answer: DataQueryResponse): boolean {
  return errorsOf(answer).length > 0;
}
