import {
  LoadingState,
  type DataFrame,
  type DataQuery,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { defer, finalize, map, share, switchMap, timer, type Observable } from 'rxjs';

/** Milliseconds in which questions wait for others: all panels of a dashboard ask in one breath. */
const WAIT = 15;

/** Two requests under way with one id would cancel each other, and a panel that leaves cancels those that have its id. */
let sent = 0;

interface Asked<Query> {
  target: Query;
  askers: number;
}

interface Waiting<Query> {
  /** By what is asked, in the order in which it was. */
  targets: Map<string, Asked<Query>>;
  answers: Observable<DataQueryResponse>;
}

/**
 * Questions of one group that are asked in the same moment travel in one request, equal ones once, and each asker gets what
 * was answered to its own. An asker that leaves costs the others nothing; when all have left, the request is cancelled.
 */
export class SharedRequests<Query extends DataQuery> {
  private readonly waiting = new Map<string, Waiting<Query>>();

  constructor(private readonly send: (request: DataQueryRequest<Query>) => Observable<DataQueryResponse>) {}

  /** Asks when somebody listens. What a request says beside its targets is taken from the first of a group. */
  ask(group: string, target: Query, request: DataQueryRequest<Query>): Observable<DataQueryResponse> {
    return defer(() => {
      const { targets, answers } = this.waiting.get(group) ?? this.open(group, request);
      const { refId, ...question } = target;
      const text = JSON.stringify(question);
      const asked = targets.get(text) ?? { target: { ...target, refId: `Q${targets.size}` }, askers: 0 };
      targets.set(text, asked);
      asked.askers++;
      return answers.pipe(
        map((answer) => partOf(answer, asked.target.refId, refId)),
        finalize(() => asked.askers--)
      );
    });
  }

  private open(group: string, request: DataQueryRequest<Query>): Waiting<Query> {
    const targets: Waiting<Query>['targets'] = new Map();
    const close = () => this.waiting.get(group) === waiting && this.waiting.delete(group);
    const answers = timer(WAIT).pipe(
      switchMap(() => {
        close();
        const wanted = [...targets.values()].filter(({ askers }) => askers > 0).map(({ target }) => target);
        return this.send({ ...request, ...OF_NO_PANEL, requestId: `onepane-${++sent}`, targets: wanted });
      }),
      finalize(close),
      share()
    );
    const waiting = { targets, answers };
    this.waiting.set(group, waiting);
    return waiting;
  }
}

const OF_NO_PANEL = { panelId: undefined, panelName: undefined, panelPluginId: undefined };

/** What an answer says to one of its questions. An error that names no question is everybody's. */
function partOf(answer: DataQueryResponse, asked: string, refId: string): DataQueryResponse {
  const all: DataQueryError[] = answer.errors ?? (answer.error ? [answer.error] : []);
  const errors = all
    .filter((error) => !error.refId || error.refId === asked)
    .map((error) => ({ ...error, message: error.message, refId }));
  const hasFailed = errors.length > 0;
  return {
    ...answer,
    // Of its own, down to the fields: Grafana writes into what it shows.
    data: (answer.data as DataFrame[])
      .filter((frame) => frame.refId === asked)
      .map((frame) => ({ ...frame, refId, fields: frame.fields.map((field) => ({ ...field })) })),
    error: errors[0],
    errors: hasFailed ? errors : undefined,
    state: hasFailed ? LoadingState.Error : answer.state === LoadingState.Error ? LoadingState.Done : answer.state,
  };
}
