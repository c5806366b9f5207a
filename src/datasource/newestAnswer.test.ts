import type { DataQueryRequest, DataQueryResponse } from '@grafana/data';
import { Subject } from 'rxjs';
import { newestAnswer } from './newestAnswer';

const panel = { key: 'panel-4' };

/** Asks as a panel does, which is wrapped so that it can be written as JSON; `got` is what it has been shown. */
function ask(by: object | undefined, changes: { from?: string; refId?: string } = {}) {
  const answers = new Subject<DataQueryResponse>();
  const { from = 'now-6h', refId = 'A' } = changes;
  const request = {
    scopedVars: by && { __sceneObject: { text: '', value: { valueOf: () => by } } },
    range: { raw: { from, to: 'now' } },
    targets: [{ refId }],
  } as unknown as DataQueryRequest;
  const got: unknown[] = [];
  const subscription = newestAnswer(request, answers).subscribe({
    next: ({ data }) => got.push(...data),
    complete: () => got.push('end'),
  });
  const answer = (row: string) => answers.next({ data: [row as never] });
  return { got, answer, end: () => answers.complete(), leave: () => subscription.unsubscribe(), answers };
}

describe('newestAnswer', () => {
  it('shows what was asked last wherever an earlier question is still listened to', () => {
    const lost = ask(panel);
    const current = ask(panel);
    current.leave();
    const next = ask(panel);
    next.answer('of the new variables');
    lost.answer('of the old ones');
    next.end();
    expect(next.got).toEqual(['of the new variables', 'end']);
    expect(lost.got).toEqual(['of the new variables', 'end']);
    expect(lost.answers.observed).toBe(false);
  });

  it('shows it at once to one that asked for the same and is late', () => {
    const first = ask(panel);
    const second = ask(panel);
    second.answer('rows');
    expect(first.got).toEqual(['rows']);
    first.leave();
    second.leave();
    expect(second.answers.observed).toBe(false);
  });

  it.each<[string, Parameters<typeof ask>]>([
    ['by another panel', [{ key: 'panel-5' }]],
    ['over another time, which is compared', [panel, { from: 'now-12h' }]],
    ['by another query', [panel, { refId: 'B' }]],
    ['by nobody who can be told from others', [undefined]],
  ])('leaves alone what is asked %s', (_, asked) => {
    const one = ask(panel);
    const other = ask(...asked);
    other.answer('theirs');
    one.answer('own');
    expect([one.got, other.got]).toEqual([['own'], ['theirs']]);
  });

  it('fails where the question fails', () => {
    const answers = new Subject<DataQueryResponse>();
    const error = jest.fn();
    const request = { scopedVars: { __sceneObject: { value: panel } }, targets: [] } as unknown as DataQueryRequest;
    newestAnswer(request, answers).subscribe({ error });
    answers.error(new Error('refused'));
    expect(error).toHaveBeenCalledWith(new Error('refused'));
  });
});
