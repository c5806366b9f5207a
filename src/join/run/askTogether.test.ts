import {
  LoadingState,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
} from '@grafana/data';
import { NEVER, concat, from, lastValueFrom, of, throwError, toArray, type Observable } from 'rxjs';
import { seriesFrame } from '../testdata/frames';
import { askTogether } from './askTogether';

type Answer = Observable<DataQueryResponse> | Promise<DataQueryResponse>;

const named = (refId: string | undefined, value = 1): DataFrame => ({
  ...seriesFrame({ host: 'web-01' }, [value]),
  refId,
});
const packet = (value: number, changes: Partial<DataQueryResponse> = {}): DataQueryResponse => ({
  data: [named('A', value)],
  ...changes,
});

/** Asks a data source that answers so for queries under these refIds. */
async function ask(answer: (request: DataQueryRequest) => Answer, refIds = ['A']) {
  const query = jest.fn(answer);
  const request = { requestId: 'onepane-1', targets: refIds.map((refId) => ({ refId, region: refId })) };
  const answers = askTogether({ query } as unknown as DataSourceApi, request as unknown as DataQueryRequest);
  const packets = await lastValueFrom(answers.pipe(toArray()));
  expect(packets).toHaveLength(1);
  const [{ data, errors = [] }] = packets;
  return {
    frames: (data as DataFrame[]).map(({ refId, fields }) => [refId, fields[1].values[0]]),
    errors: errors.map(({ refId, message }) => [refId, message]),
    asked: query.mock.calls.map(([{ targets }]) => targets.map(({ refId }) => refId)),
    requestIds: query.mock.calls.map(([{ requestId }]) => requestId),
  };
}

describe('a query alone', () => {
  const framesOf = async (answer: (request: DataQueryRequest) => Answer) => (await ask(answer)).frames;

  it('is answered, whether the data source streams or promises it', async () => {
    expect(await framesOf(() => of(packet(1)))).toEqual([['A', 1]]);
    expect(await framesOf(async () => packet(2))).toEqual([['A', 2]]);
    expect(await framesOf(() => from([]))).toEqual([]);
  });

  it('is answered by the last packet of each key, and packets without a key are one', async () => {
    const loading = { state: LoadingState.Loading };
    expect(
      await framesOf(() =>
        of(
          packet(1, { key: 'a', ...loading }),
          packet(2, { key: 'b', state: LoadingState.Streaming }),
          packet(3, { key: 'a', ...loading })
        )
      )
    ).toEqual([
      ['A', 3],
      ['A', 2],
    ]);
    expect(await framesOf(() => of(packet(1), packet(2)))).toEqual([['A', 2]]);
  });

  it.each([LoadingState.Done, LoadingState.Error])('waits for nothing after %s', async (state) => {
    expect(await framesOf(() => concat(of(packet(1, { state }), packet(2)), NEVER))).toEqual([['A', 1]]);
  });

  it('has what is answered under any name, and what went wrong in each of the ways to tell it', async () => {
    const answered = async (answer: () => Answer) => {
      const { frames, errors } = await ask(answer);
      return [frames, errors];
    };
    expect(await answered(() => of({ data: [named(undefined)], error: { message: 'half', refId: '' } }))).toEqual([
      [['A', 1]],
      [['A', 'half']],
    ]);
    expect(await answered(() => of({ data: [], errors: [{ message: 'first' }, { message: 'second' }] }))).toEqual([
      [],
      [
        ['A', 'first'],
        ['A', 'second'],
      ],
    ]);
    expect(await answered(() => throwError(() => new Error('refused')))).toEqual([[], [['A', 'refused']]]);
    expect(
      await answered(() => {
        throw new Error('at once');
      })
    ).toEqual([[], [['A', 'at once']]]);
    expect(await answered(() => throwError(() => undefined))).toEqual([[], [['A', undefined]]]);
  });

  it('is not harmed by what a data source writes into its request', async () => {
    const target = { refId: 'A', nested: { list: [1] } };
    const query = ({ targets }: DataQueryRequest) => {
      (targets[0] as unknown as typeof target).nested.list.push(2);
      return of(packet(1));
    };
    await lastValueFrom(askTogether({ query } as DataSourceApi, { targets: [target] } as unknown as DataQueryRequest));
    expect(target.nested.list).toEqual([1]);
  });
});

describe('several queries', () => {
  const all = ({ targets }: DataQueryRequest): DataFrame[] => targets.map(({ refId }) => named(refId));

  it('travel in one request', async () => {
    const { frames, asked } = await ask((request) => of({ data: all(request) }), ['A', 'B']);
    expect(frames).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
    expect(asked).toEqual([['A', 'B']]);
  });

  it('are told apart where all are answered, by frames or by an error of their own', async () => {
    const error: DataQueryError = { refId: 'B', message: 'parse error' };
    const { frames, errors, asked } = await ask(() => of({ data: [named('A')], error, errors: [error] }), ['A', 'B']);
    expect([frames, errors]).toEqual([[['A', 1]], [['B', 'parse error']]]);
    expect(asked).toEqual([['A', 'B']]);
  });

  // As CloudWatch was recorded to fail: the key of a whole call's error is empty, and a Region's name may stand in for another's.
  it.each<[string, Answer]>([
    ['the whole fails', of({ data: [], errors: [{ refId: '', message: 'AccessDenied' }] })],
    ['it fails with some frames', of({ data: [named('A')], errors: [{ refId: '', message: 'AccessDenied' }] })],
    ['one error leaves others without an answer', of({ data: [], errors: [{ refId: 'B', message: 'bad' }] })],
    ['it is thrown', throwError(() => new Error('Bad gateway'))],
    [
      'something was cut',
      of({ data: [{ ...named('A'), meta: { notices: [{ severity: 'warning', text: 'Only 500' }] } }] }),
    ],
    ['frames name no query', of({ data: [named(undefined)] })],
  ])('are each asked alone where %s', async (_, whole) => {
    const { frames, errors, asked, requestIds } = await ask(
      (request) =>
        request.targets.length > 1
          ? whole
          : request.targets[0].refId === 'B'
            ? of({ data: [], errors: [{ refId: '', message: 'AccessDenied' }] })
            : of({ data: all(request) }),
      ['A', 'B', 'C']
    );
    expect(asked).toEqual([['A', 'B', 'C'], ['A'], ['B'], ['C']]);
    expect(new Set(requestIds).size).toBe(4);
    expect(frames).toEqual([
      ['A', 1],
      ['C', 1],
    ]);
    expect(errors).toEqual([['B', 'AccessDenied']]);
  });

  it('are not asked again for a mere remark, nor where one has nothing to tell', async () => {
    const remark = { ...named('A'), meta: { notices: [{ severity: 'info' as const, text: 'By the way' }] } };
    expect((await ask(() => of({ data: [remark] }), ['A', 'B'])).asked).toEqual([['A', 'B']]);
  });
});
