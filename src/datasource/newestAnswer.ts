import type { DataQueryRequest, DataQueryResponse } from '@grafana/data';
import {
  defer,
  dematerialize,
  finalize,
  materialize,
  ReplaySubject,
  share,
  startWith,
  Subject,
  switchMap,
  type Observable,
} from 'rxjs';

/** What was asked anew, by who asks. */
const later = new WeakMap<object, Map<string, Subject<Observable<DataQueryResponse>>>>();

/**
 * Answers what a part of a dashboard asked earlier with what it asks now. Where two variables change at once, as by a link,
 * Grafana's scenes run a panel's queries twice and lose sight of one of both: that one would show its rows whenever they come,
 * be it after those of other variables, and stand under these.
 */
export function newestAnswer(
  { scopedVars, range, targets }: DataQueryRequest,
  answers: Observable<DataQueryResponse>
): Observable<DataQueryResponse> {
  const asker: unknown = scopedVars?.__sceneObject?.value?.valueOf();
  if (typeof asker !== 'object' || asker === null) {
    return answers;
  }
  // The same queries over another time are a comparison, which is asked beside them.
  const key = JSON.stringify([range?.raw, targets.map(({ refId }) => refId)]);
  return defer(() => {
    const ofAsker = later.get(asker) ?? new Map<string, Subject<Observable<DataQueryResponse>>>();
    later.set(asker, ofAsker);
    const anew = ofAsker.get(key) ?? new Subject();
    ofAsker.set(key, anew);
    const asked = answers.pipe(share({ connector: () => new ReplaySubject(1), resetOnComplete: false }));
    anew.next(asked);
    return anew.pipe(
      startWith(asked),
      // Ends with the answer that it has, though there may be later ones.
      switchMap((answer) => answer.pipe(materialize())),
      dematerialize(),
      finalize(() => !anew.observed && ofAsker.delete(key))
    );
  });
}
