import { lastValueFrom, of } from 'rxjs';
import { seriesFrame } from '../testdata/frames';
import { childAnswerOf } from './childAnswer';

const errorOf = async (error: object) =>
  (await lastValueFrom(childAnswerOf(of({ data: [], errors: [error as never] })))).error;

describe('childAnswerOf', () => {
  it('gives the frames beside what went wrong, and when that was', async () => {
    const before = Date.now();
    const data = [seriesFrame({}, [1])];
    const answer = await lastValueFrom(childAnswerOf(of({ data, errors: [{ message: 'half' }, { message: 'more' }] })));
    expect(answer).toMatchObject({ frames: data, error: 'half' });
    expect(answer.asOf).toBeGreaterThanOrEqual(before);
    expect((await lastValueFrom(childAnswerOf(of({ data, errors: [] })))).error).toBeUndefined();
  });

  it('speaks in the words of the server rather than of the browser', async () => {
    const fetchError = { data: { message: 'no rights', error: 'Forbidden' }, message: 'x', statusText: 'y' };
    expect(await errorOf(fetchError)).toBe('no rights');
    expect(await errorOf({ ...fetchError, data: { error: 'Forbidden' } })).toBe('Forbidden');
    expect(await errorOf({ ...fetchError, data: undefined })).toBe('x');
    expect(await errorOf({ statusText: 'Bad Gateway' })).toBe('Bad Gateway');
    expect(await errorOf({})).toBe('it gave no reason');
  });

  it('speaks on one line, without what differs from request to request, and is cut where it is long', async () => {
    const said = (message: string) => errorOf({ message });
    // As CloudWatch was recorded to fail.
    expect(
      await said('https response error StatusCode: 403, RequestID: r-1, api error AccessDenied: no\n\tcloudwatch:*')
    ).toBe('https response error StatusCode: 403, api error AccessDenied: no cloudwatch:*');
    expect(await said('failed RequestID: 1 twice, RequestID: 2')).toBe('failed twice');
    expect(await said('x'.repeat(300))).toBe('x'.repeat(300));
    expect(await said('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
  });
});
