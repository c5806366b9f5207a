import { whatFailed } from './failures';

it('names each query that failed with its reason, and those together that share one', () => {
  const errors = [
    { refId: 'A', message: 'timeout' },
    { refId: 'B', message: 'AccessDenied' },
    { refId: 'C', message: 'timeout' },
  ];
  expect(whatFailed({ errors })).toEqual(['Queries A, C failed: timeout', 'Query B failed: AccessDenied']);
});

it('takes what there is of a reason', () => {
  expect(whatFailed({ error: { data: { message: 'Bad Gateway' } } })).toEqual(['The query failed: Bad Gateway']);
  expect(whatFailed({ error: { refId: 'A' } })).toEqual(['Query A failed: its data source gave no reason']);
  expect(whatFailed({})).toEqual([]);
});
