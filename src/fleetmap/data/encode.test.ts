import { encode } from './encode';

it('counts values, and remembers who has them first', () => {
  expect(encode(['b', 'a', 'b', 'c', 'b'], 5)).toEqual({
    firstNodes: [0, 1, 3],
    counts: [3, 1, 1],
    codes: Uint32Array.from([0, 1, 0, 2, 0]),
  });
});

it('takes all that is empty for one value, and 0 and false for others', () => {
  expect([...encode([null, 0, '', false, undefined], 5).codes]).toEqual([0, 1, 0, 2, 0]);
});

it('takes values that are not there for empty', () => {
  expect([...encode(['a'], 3).codes]).toEqual([0, 1, 1]);
});
