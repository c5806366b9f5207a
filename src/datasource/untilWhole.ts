import { LoadingState, type DataQueryResponse } from '@grafana/data';
import { defer, EMPTY, expand, map, merge, type Observable, switchMap, timer } from 'rxjs';
import { isOnItsWay, readSoFar } from './progress';

/** Milliseconds between two questions: while the reading moves, and at most while it doesn't. */
const PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
const SLOWER = 1.5;

/**
 * Asks again until the answer is whole, and gives each answer as a packet of its own. An answer that fails ends it, with
 * the rows so far beside the error. Unsubscribing ends it too, and cancels a question under way.
 */
export function untilWhole(key: string, ask: () => Observable<DataQueryResponse>): Observable<DataQueryResponse> {
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
      shown = { ...answer, data, key, state };
      return shown;
    };
    return ask().pipe(
      map(packet),
      expand((last) => (last.state === LoadingState.Loading ? timer(pause).pipe(switchMap(ask), map(packet)) : EMPTY))
    );
  });
}

/**
 * Runs several queries of one request side by side. Grafana takes the last packet's state for the panel's, and leaves a
 * panel empty that starts with Loading: so the first packet is Streaming, the following Loading, and only the very last Done.
 */
export function sideBySide(answers: Array<Observable<DataQueryResponse>>): Observable<DataQueryResponse> {
  return defer(() => {
    let open = answers.length;
    let first = true;
    const withState = (packet: DataQueryResponse): DataQueryResponse => {
      const isLast = packet.state !== LoadingState.Loading && packet.state !== LoadingState.Streaming;
      open -= isLast ? 1 : 0;
      const state = open === 0 ? packet.state : first ? LoadingState.Streaming : LoadingState.Loading;
      first = false;
      return { ...packet, state };
    };
    return merge(...answers).pipe(map(withState));
  });
}

function hasFailed({ error, errors }: DataQueryResponse): boolean {
  return !!error || !!errors?.length;
}
