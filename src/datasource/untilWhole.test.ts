import { LoadingState, type DataQueryResponse } from '@grafana/data';
import { of, Subject, tap, throwError, type Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { FleetMeta } from './query';
import { sideBySide, untilWhole } from './untilWhole';

type State = FleetMeta['targets'][number]['state'];

function answer(read: number, expected: number, state: State = read < expected ? 'loading' : 'ok'): DataQueryResponse {
  const custom = { asOf: 1, truncated: null, progress: { read, expected }, targets: [{ state }] };
  return { data: [{ refId: 'A', fields: [], length: read, meta: { custom } }] };
}

function rows({ data }: DataQueryResponse): number {
  return data.reduce((sum, frame) => sum + frame.length, 0);
}

/** Gives the answers one after the other, and counts the questions. */
function source(...answers: DataQueryResponse[]): { ask: () => Observable<DataQueryResponse>; asked: () => number } {
  let asked = 0;
  return { ask: () => of(answers[Math.min(asked++, answers.length - 1)]), asked: () => asked };
}

/** Runs in virtual time and gives the packets as [milliseconds, rows, state]. */
function packetsOf(
  make: () => Observable<DataQueryResponse>,
  until?: number
): Array<[number, number, string | undefined]> {
  const packets: Array<[number, number, string | undefined]> = [];
  const scheduler = new TestScheduler(() => {});
  scheduler.run(({ flush }) => {
    const subscription = make().subscribe((packet) => {
      packets.push([scheduler.now(), rows(packet), packet.state]);
    });
    if (until !== undefined) {
      scheduler.schedule(() => subscription.unsubscribe(), until);
    }
    flush();
  });
  return packets;
}

describe('untilWhole', () => {
  it('asks once where the answer is whole', () => {
    const { ask, asked } = source(answer(6, 6));
    expect(packetsOf(() => untilWhole(ask))).toEqual([[0, 6, LoadingState.Done]]);
    expect(asked()).toBe(1);
  });

  it('asks again each second while the reading moves', () => {
    const { ask } = source(answer(1, 6), answer(3, 6), answer(6, 6));
    expect(packetsOf(() => untilWhole(ask))).toEqual([
      [0, 1, LoadingState.Loading],
      [1000, 3, LoadingState.Loading],
      [2000, 6, LoadingState.Done],
    ]);
  });

  it('asks less often while it does not, and never rarer than every 10 seconds', () => {
    const { ask } = source(answer(1, 6));
    const times = packetsOf(() => untilWhole(ask), 60_000).map(([time]) => time);
    expect(times.slice(0, 4)).toEqual([0, 1000, 2500, 4750]);
    expect(times[times.length - 1] - times[times.length - 2]).toBe(10_000);
  });

  it('asks each second again as soon as the reading moves on', () => {
    const { ask } = source(answer(1, 6), answer(1, 6), answer(2, 6), answer(6, 6));
    expect(packetsOf(() => untilWhole(ask)).map(([time]) => time)).toEqual([0, 1000, 2500, 3500]);
  });

  it('waits longer from the start where nothing has been read', () => {
    const { ask } = source(answer(0, 6), answer(6, 6));
    expect(packetsOf(() => untilWhole(ask)).map(([time]) => time)).toEqual([0, 1500]);
  });

  it('stops where nothing more is on its way: what failed is said in the answer', () => {
    const { ask, asked } = source(answer(3, 6, 'failed'));
    expect(packetsOf(() => untilWhole(ask))).toEqual([[0, 3, LoadingState.Done]]);
    expect(asked()).toBe(1);
  });

  it('keeps the rows so far beside an error, and stops', () => {
    const { ask, asked } = source(answer(2, 6), { data: [], error: { message: 'Bad gateway' } });
    expect(packetsOf(() => untilWhole(ask))).toEqual([
      [0, 2, LoadingState.Loading],
      [1000, 2, LoadingState.Error],
    ]);
    expect(asked()).toBe(2);
  });

  it('shows the rows that a failing answer has, and none where there were none', () => {
    const error = { message: 'Bad gateway' };
    const failing = source(answer(2, 6), { ...answer(3, 6), error });
    expect(packetsOf(() => untilWhole(failing.ask))[1]).toEqual([1000, 3, LoadingState.Error]);
    expect(packetsOf(() => untilWhole(source({ data: [], error }).ask))).toEqual([[0, 0, LoadingState.Error]]);
  });

  it('takes a list of errors for a failure, and an empty one for none', () => {
    const failing = source({ ...answer(2, 6), errors: [{ message: 'Bad gateway' }] });
    expect(packetsOf(() => untilWhole(failing.ask))).toEqual([[0, 2, LoadingState.Error]]);
    const whole = source({ ...answer(6, 6), errors: [] });
    expect(packetsOf(() => untilWhole(whole.ask))).toEqual([[0, 6, LoadingState.Done]]);
  });

  it('shows nothing where a later answer has nothing: that is no failure', () => {
    const { ask } = source(answer(2, 6), { data: [] });
    expect(packetsOf(() => untilWhole(ask))[1]).toEqual([1000, 0, LoadingState.Done]);
  });

  it('asks nothing more once nobody listens', () => {
    const { ask, asked } = source(answer(1, 6), answer(2, 6), answer(3, 6), answer(4, 6));
    packetsOf(() => untilWhole(ask), 1500);
    expect(asked()).toBe(2);
  });
});

describe('sideBySide', () => {
  it('starts with Streaming, goes on with Loading and ends with Done', () => {
    const slow = source(answer(1, 6), answer(3, 6), answer(6, 6));
    const quick = source(answer(2, 2));
    const packets = packetsOf(() => sideBySide([untilWhole(slow.ask), untilWhole(quick.ask)]));
    expect(packets).toEqual([
      [0, 1, LoadingState.Streaming],
      [0, 3, LoadingState.Loading],
      [1000, 5, LoadingState.Loading],
      [2000, 8, LoadingState.Done],
    ]);
  });

  it('gives frames in the order of the queries, whoever answers first, under one key', () => {
    const packets: DataQueryResponse[] = [];
    const answers = [new Subject<DataQueryResponse>(), new Subject<DataQueryResponse>()];
    sideBySide(answers).subscribe((packet) => packets.push(packet));
    answers[1].next({ ...answer(2, 2), state: LoadingState.Done });
    answers[0].next({ ...answer(1, 6), state: LoadingState.Loading });
    answers[0].next({ ...answer(6, 6), state: LoadingState.Done });
    expect(packets.map(({ data }) => data.map(({ length }) => length))).toEqual([[2], [1, 2], [6, 2]]);
    expect(new Set(packets.map(({ key }) => key))).toEqual(new Set(['all']));
  });

  it('says Done at once where everything is whole', () => {
    expect(packetsOf(() => sideBySide([untilWhole(source(answer(6, 6)).ask)]))).toEqual([[0, 6, LoadingState.Done]]);
  });

  it('is not done by a packet that streams', () => {
    const packet = (state: LoadingState): DataQueryResponse => ({ ...answer(1, 6), state });
    const streaming = of(packet(LoadingState.Streaming), packet(LoadingState.Streaming), packet(LoadingState.Done));
    expect(packetsOf(() => sideBySide([streaming])).map(([, , state]) => state)).toEqual([
      LoadingState.Streaming,
      LoadingState.Loading,
      LoadingState.Done,
    ]);
  });

  it('ends with a failure where any has failed, and says all of them', () => {
    const error = { message: 'Bad gateway' };
    const failing = source(answer(1, 6), { data: [], error });
    const twice = source({ data: [], errors: [{ message: 'first' }, { message: 'second' }] });
    const last: DataQueryResponse[] = [];
    const packets = packetsOf(() =>
      sideBySide([untilWhole(failing.ask), untilWhole(source(answer(6, 6)).ask), untilWhole(twice.ask)]).pipe(
        tap((packet) => (last[0] = packet))
      )
    );
    expect(packets.map(([, , state]) => state)).toEqual([
      LoadingState.Streaming,
      LoadingState.Loading,
      LoadingState.Loading,
      LoadingState.Error,
    ]);
    expect(last[0]).toMatchObject({ error, errors: [error, { message: 'first' }, { message: 'second' }] });
  });

  it('starts anew for whoever listens next', () => {
    const answers = sideBySide([untilWhole(source(answer(6, 6)).ask)]);
    const states: Array<LoadingState | undefined> = [];
    answers.subscribe(({ state }) => states.push(state));
    answers.subscribe(({ state }) => states.push(state));
    expect(states).toEqual([LoadingState.Done, LoadingState.Done]);
  });

  it('passes on what is thrown', () => {
    const seen = jest.fn();
    sideBySide([throwError(() => new Error('no network'))]).subscribe({ error: seen });
    expect(seen).toHaveBeenCalledWith(new Error('no network'));
  });
});
