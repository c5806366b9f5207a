import {
  LoadingState,
  type DataFrame,
  type DataQuery,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { NEVER, Observable, of, throwError } from 'rxjs';
import { SharedRequests } from './sharedRequests';

interface Query extends DataQuery {
  of: string;
}

const REQUEST = { requestId: 'SQR1', app: 'dashboard', panelId: 3, panelName: 'Nodes' } as DataQueryRequest<Query>;

/** One frame for each query, with what it asks as its name. */
const echo = ({ targets }: DataQueryRequest<Query>): DataQueryResponse => ({
  state: LoadingState.Done,
  data: targets.map((target) => ({ refId: target.refId, name: target.of, fields: [], length: 0 })),
});

function shared(
  answer: (request: DataQueryRequest<Query>) => Observable<DataQueryResponse> = (asked) => of(echo(asked))
) {
  const send = jest.fn(answer);
  const requests = new SharedRequests<Query>(send);
  const ask = (what: string, refId = 'A', group = 'g') => {
    const packets: DataQueryResponse[] = [];
    const failed = jest.fn();
    const subscription = requests
      .ask(group, { refId, of: what }, REQUEST)
      .subscribe({ next: (packet) => packets.push(packet), error: failed });
    return { packets, failed, leave: () => subscription.unsubscribe() };
  };
  const asked = () => send.mock.calls.map(([{ targets }]) => targets.map((target) => target.of));
  return { send, requests, ask, asked };
}

const namesOf = (packets: DataQueryResponse[]) =>
  packets.map(({ data }) => (data as DataFrame[]).map(({ refId, name }) => `${refId} ${name}`));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('questions of one moment', () => {
  it('travel in one request, and each asker gets its own answer under its own refId', () => {
    const { ask, asked } = shared();
    const known = ask('known');
    const managed = ask('managed', 'B');
    const other = ask('map');
    jest.runAllTimers();
    expect(asked()).toEqual([['known', 'managed', 'map']]);
    expect([known, managed, other].map(({ packets }) => namesOf(packets))).toEqual([
      [['A known']],
      [['B managed']],
      [['A map']],
    ]);
    expect(known.packets[0].state).toBe(LoadingState.Done);
  });

  it('are asked once where they are equal, and nobody writes into another’s fields', () => {
    const field = { name: 'count', config: {}, values: [1] };
    const { ask, asked } = shared(({ targets: [{ refId }] }) =>
      of({ data: [{ refId, fields: [field], length: 1 }], state: LoadingState.Done })
    );
    const askers = [ask('known'), ask('known', 'B')];
    jest.runAllTimers();
    expect(asked()).toEqual([['known']]);
    const fields = askers.map(({ packets }) => packets[0].data[0].fields[0]);
    expect(fields).toEqual([field, field]);
    expect(new Set([...fields, field]).size).toBe(3);
  });

  it('are those of one group, and of some milliseconds', () => {
    const { ask, asked } = shared();
    ask('count');
    ask('table', 'A', 'other');
    jest.advanceTimersByTime(14);
    ask('late');
    jest.advanceTimersByTime(1);
    ask('too late');
    jest.runAllTimers();
    expect(asked()).toEqual([['count', 'late'], ['table'], ['too late']]);
  });

  it('travel under an id that no panel has, and in no panel’s name', () => {
    const { ask, send } = shared();
    ask('one');
    jest.runAllTimers();
    ask('two');
    jest.runAllTimers();
    const [one, two] = send.mock.calls.map(([request]) => request);
    expect(one).toMatchObject({ app: 'dashboard', panelId: undefined, panelName: undefined });
    expect(one.requestId).toMatch(/^onepane-\d+$/);
    expect(two.requestId).not.toBe(one.requestId);
  });

  it('are asked anew by who listens again, as who asks until an answer is whole does', () => {
    const { requests, asked } = shared();
    const answers = requests.ask('g', { refId: 'A', of: 'known' }, REQUEST);
    answers.subscribe();
    jest.runAllTimers();
    answers.subscribe();
    jest.runAllTimers();
    expect(asked()).toEqual([['known'], ['known']]);
  });
});

describe('an asker that leaves', () => {
  it('costs the others nothing, before the request and after it', () => {
    let isUnderWay = false;
    const { ask, asked } = shared(
      (request) =>
        new Observable((subscriber) => {
          isUnderWay = true;
          const timeout = setTimeout(() => subscriber.next(echo(request)), 100);
          return () => {
            isUnderWay = false;
            clearTimeout(timeout);
          };
        })
    );
    const early = ask('left early');
    const late = ask('left late', 'B');
    const stays = ask('stays', 'C');
    early.leave();
    jest.advanceTimersByTime(20);
    late.leave();
    expect(isUnderWay).toBe(true);
    jest.runAllTimers();
    expect(asked()).toEqual([['left late', 'stays']]);
    expect([early, late, stays].map(({ packets }) => namesOf(packets))).toEqual([[], [], [['C stays']]]);
    stays.leave();
    expect(isUnderWay).toBe(false);
  });

  it('takes the request with it where it is the last', () => {
    const { ask, asked } = shared(() => NEVER);
    [ask('one'), ask('two')].forEach(({ leave }) => leave());
    jest.runAllTimers();
    expect(asked()).toEqual([]);
    ask('three');
    jest.runAllTimers();
    expect(asked()).toEqual([['three']]);
  });
});

describe('an error', () => {
  const answered = (errorsOf: (refIds: string[]) => Partial<DataQueryResponse>) => {
    const { ask } = shared((request) =>
      of({ ...echo(request), state: LoadingState.Error, ...errorsOf(request.targets.map(({ refId }) => refId)) })
    );
    const askers = [ask('one'), ask('two', 'B')];
    jest.runAllTimers();
    return askers.map(({ packets: [{ state, error, errors }] }) => ({ state, error, errors }));
  };

  it('is its own question’s, and not the others’', () => {
    const wrong = (refId: string): DataQueryError => ({ refId, message: 'Limit is 0.' });
    expect(answered(([, second]) => ({ error: wrong(second), errors: [wrong(second)] }))).toEqual([
      { state: LoadingState.Done },
      { state: LoadingState.Error, error: wrong('B'), errors: [wrong('B')] },
    ]);
  });

  it('of the whole request is everybody’s, however it is told', () => {
    const error = { message: 'Bad gateway' };
    for (const told of [{ error }, { errors: [error] }]) {
      expect(answered(() => told)).toEqual(
        ['A', 'B'].map((refId) => ({
          state: LoadingState.Error,
          error: { ...error, refId },
          errors: [{ ...error, refId }],
        }))
      );
    }
  });

  it('that is thrown reaches everybody, too', () => {
    const { ask } = shared(() => throwError(() => new Error('no network')));
    const askers = [ask('one'), ask('two', 'B')];
    jest.runAllTimers();
    askers.forEach(({ failed }) => expect(failed).toHaveBeenCalledWith(new Error('no network')));
  });
});
