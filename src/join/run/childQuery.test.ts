import {
  LoadingState,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
} from '@grafana/data';
import { NEVER, Observable, Subject, concat, from, of, throwError } from 'rxjs';
import { seriesFrame } from '../testdata/frames';
import { runChildQuery } from './childQuery';

const REQUEST = {
  requestId: 'SQR1-0-0-0',
  scopedVars: { node: { value: 'i-1' } },
  targets: [{ refId: 'B' }, { refId: 'C' }],
  filters: [{ key: 'region', operator: '=', value: 'eu-west-1' }],
  groupByKeys: ['region'],
} as unknown as DataQueryRequest;

const values = (frames: DataFrame[]) => frames.map(({ fields }) => fields[1].values[0]);
const packet = (value: number, changes: Partial<DataQueryResponse> = {}): DataQueryResponse => ({
  data: [seriesFrame({ host: 'web-01' }, [value])],
  ...changes,
});

/** Asks a data source that answers so. */
async function answerTo(
  answer: (request: DataQueryRequest) => Observable<DataQueryResponse> | Promise<DataQueryResponse>,
  { query = { expr: 'up' } as Record<string, unknown>, cancelled = NEVER as Observable<unknown>, more = {} } = {}
) {
  const asked = jest.fn(answer);
  const source = { query: asked, getRef: () => ({ uid: 'prom', type: 'prometheus' }), ...more };
  const child = await runChildQuery(source as unknown as DataSourceApi, query, REQUEST, cancelled);
  return { ...child, asked };
}

describe('runChildQuery', () => {
  it('asks for the one query, as of the data source itself, and for none of our filters', async () => {
    const query = { expr: 'up', nested: { list: [1] } };
    const { asked } = await answerTo(() => of(packet(1)), { query });
    const [request] = asked.mock.calls[0];
    expect(request).toEqual({
      requestId: 'SQR1-0-0-0',
      scopedVars: REQUEST.scopedVars,
      targets: [{ ...query, refId: 'A', datasource: { uid: 'prom', type: 'prometheus' } }],
      filters: undefined,
      groupByKeys: undefined,
    });
  });

  it('lets a data source write into its request without harm to the query', async () => {
    const query = { expr: 'up', nested: { list: [1] } };
    await answerTo(
      ({ targets }) => {
        (targets[0] as unknown as typeof query).nested.list.push(2);
        return of(packet(1));
      },
      { query }
    );
    expect(query).toEqual({ expr: 'up', nested: { list: [1] } });
  });

  it('gives the frames of an answer, whether the data source streams or promises it', async () => {
    expect(values((await answerTo(() => of(packet(1)))).frames)).toEqual([1]);
    expect(values((await answerTo(async () => packet(2))).frames)).toEqual([2]);
  });

  it('takes the last packet of each key', async () => {
    const { frames, error } = await answerTo(() =>
      of(
        packet(1, { key: 'a', state: LoadingState.Loading }),
        packet(2, { key: 'b', state: LoadingState.Streaming }),
        packet(3, { key: 'a', state: LoadingState.Loading })
      )
    );
    expect(values(frames)).toEqual([3, 2]);
    expect(error).toBeUndefined();
  });

  it('takes packets without a key for one', async () => {
    expect(values((await answerTo(() => of(packet(1), packet(2)))).frames)).toEqual([2]);
  });

  it.each([LoadingState.Done, LoadingState.Error])('waits for nothing after %s', async (state) => {
    const { frames } = await answerTo(() => concat(of(packet(1, { state }), packet(2)), NEVER));
    expect(values(frames)).toEqual([1]);
  });

  it('gives what there is when it is cancelled, and lets go of the data source', async () => {
    const cancelled = new Subject<void>();
    let isAsked = true;
    const answer = new Observable<DataQueryResponse>((subscriber) => {
      subscriber.next(packet(1));
      setTimeout(() => cancelled.next());
      return () => void (isAsked = false);
    });
    expect(values((await answerTo(() => answer, { cancelled })).frames)).toEqual([1]);
    expect(isAsked).toBe(false);
  });

  it('gives nothing of a data source that answers nothing', async () => {
    expect(await answerTo(() => from([]))).toMatchObject({ frames: [], error: undefined });
  });

  it('does not run what the data source takes for incomplete, and says so', async () => {
    const filterQuery = jest.fn(() => false);
    const { asked, frames, error } = await answerTo(() => of(packet(1)), { more: { filterQuery } });
    expect(asked).not.toHaveBeenCalled();
    expect(filterQuery).toHaveBeenCalledWith(expect.objectContaining({ expr: 'up', refId: 'A' }));
    expect(frames).toEqual([]);
    expect(error).toBe('the data source considers the query incomplete and does not run it');
    expect((await answerTo(() => of(packet(1)), { more: { filterQuery: () => true } })).frames).toHaveLength(1);
  });

  describe('says what went wrong', () => {
    const errorOf = async (answer: Parameters<typeof answerTo>[0]) => (await answerTo(answer)).error;

    it('in each of the ways in which data sources tell it', async () => {
      expect(await errorOf(() => throwError(() => new Error('refused')))).toBe('refused');
      expect(await errorOf(() => of(packet(1, { error: { message: 'too many' } })))).toBe('too many');
      expect(await errorOf(() => of(packet(1, { errors: [{ message: 'first' }, { message: 'second' }] })))).toBe(
        'first'
      );
      expect(
        await errorOf(() => {
          throw new Error('at once');
        })
      ).toBe('at once');
    });

    it('with the frames that came all the same', async () => {
      const { frames, error } = await answerTo(() =>
        of(packet(1, { key: 'a' }), packet(2, { key: 'b', error: { message: 'half' } }))
      );
      expect(values(frames)).toEqual([1, 2]);
      expect(error).toBe('half');
    });

    it('in the words of the server rather than of the browser', async () => {
      const fetchError = { data: { message: 'no rights', error: 'Forbidden' }, message: 'x', statusText: 'y' };
      expect(await errorOf(() => throwError(() => fetchError))).toBe('no rights');
      expect(await errorOf(() => throwError(() => ({ ...fetchError, data: { error: 'Forbidden' } })))).toBe(
        'Forbidden'
      );
      expect(await errorOf(() => throwError(() => ({ ...fetchError, data: undefined })))).toBe('x');
      expect(await errorOf(() => throwError(() => ({ statusText: 'Bad Gateway' })))).toBe('Bad Gateway');
      expect(await errorOf(() => throwError(() => undefined))).toBe('it gave no reason');
    });

    it('on one line, without what differs from request to request, and cut where it is long', async () => {
      const said = (message: string) => errorOf(() => throwError(() => new Error(message)));
      // As CloudWatch was recorded to fail.
      expect(
        await said('https response error StatusCode: 403, RequestID: r-1, api error AccessDenied: no\n\tcloudwatch:*')
      ).toBe('https response error StatusCode: 403, api error AccessDenied: no cloudwatch:*');
      expect(await said('failed RequestID: 1 twice, RequestID: 2')).toBe('failed twice');
      expect(await said('x'.repeat(300))).toBe('x'.repeat(300));
      expect(await said('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
    });
  });
});
