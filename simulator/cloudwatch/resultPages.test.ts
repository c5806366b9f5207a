import { pageOf } from './resultPages';

const results = [3, 0, 4].map((count, n) => ({
  Id: `q${n}`,
  Label: `label ${n}`,
  times: Array.from({ length: count }, (_, i) => i * 60_000),
  values: Array.from({ length: count }, (_, i) => n * 100 + i),
}));

function allPages(descending: boolean, maxDatapoints: number) {
  const pages = [];
  let token: string | undefined;
  do {
    const page = pageOf(results, { descending, maxDatapoints, token });
    pages.push(page.MetricDataResults.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]));
    token = page.NextToken;
  } while (token);
  return pages;
}

describe('pages of results', () => {
  it('fit on one page up to its limit', () => {
    expect(allPages(false, 7)).toEqual([
      [
        ['q0', [0, 1, 2], 'Complete'],
        ['q1', [], 'Complete'],
        ['q2', [200, 201, 202, 203], 'Complete'],
      ],
    ]);
  });

  it('mark a result that goes on as partial', () => {
    expect(allPages(false, 4)).toEqual([
      [
        ['q0', [0, 1, 2], 'Complete'],
        ['q1', [], 'Complete'],
        ['q2', [200], 'PartialData'],
      ],
      [['q2', [201, 202, 203], 'Complete']],
    ]);
  });

  it('can be read newest first', () => {
    expect(allPages(true, 5)).toEqual([
      [
        ['q0', [2, 1, 0], 'Complete'],
        ['q1', [], 'Complete'],
        ['q2', [203, 202], 'PartialData'],
      ],
      [['q2', [201, 200], 'Complete']],
    ]);
  });

  it('end between two results without a partial one', () => {
    expect(allPages(false, 3)).toEqual([
      [
        ['q0', [0, 1, 2], 'Complete'],
        ['q1', [], 'Complete'],
      ],
      [['q2', [200, 201, 202], 'PartialData']],
      [['q2', [203], 'Complete']],
    ]);
  });

  it('refuse a token that is none and an impossible size', () => {
    const ask = (token?: string, maxDatapoints?: number) => () =>
      pageOf(results, { descending: false, maxDatapoints, token });
    expect(ask('x')).toThrow('next token specified is invalid');
    expect(ask(undefined, 0)).toThrow('must be from 1 to 100800');
  });
});
