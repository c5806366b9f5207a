import { takePage } from './pages';

const items = [1, 2, 3, 4, 5, 6, 7];
const invalid = () => new Error('no such token');

function walk(sparse: boolean): number[][] {
  const pages: number[][] = [];
  let token: string | undefined;
  do {
    const page = takePage(items, { size: 3, token, of: ['list'], sparse }, invalid);
    pages.push(page.items);
    token = page.nextToken;
  } while (token !== undefined);
  return pages;
}

test('pages follow one another to the end', () => {
  expect(walk(false)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

test('a sparse list has an empty page in mid-stream, and loses nothing', () => {
  expect(walk(true)).toEqual([[1, 2, 3], [], [4, 5, 6], [7]]);
});

test('a list goes on where it was, whatever came and went meanwhile', () => {
  const page = (of: number[], token?: string) =>
    takePage(of, { size: 3, token, of: ['list'], nameOf: String }, invalid);
  const { nextToken } = page(items);
  const rest = (of: number[]) => page(of, nextToken).items;
  expect(rest(items)).toEqual([4, 5, 6]);
  expect(rest([2, 3, 4, 5, 6, 7])).toEqual([4, 5, 6]);
  expect(rest([1, 4, 5, 6, 7])).toEqual([4, 5, 6]);
  expect(rest([0, 1, 2, 3, 4, 5, 6, 7])).toEqual([4, 5, 6]);
  expect(rest([1])).toEqual([]);
  expect(rest([])).toEqual([]);
});

test('a list that fits has no token', () => {
  expect(takePage(items, { size: 7, token: undefined, of: [] }, invalid).nextToken).toBeUndefined();
});

test.each([
  ['rubbish', 'rubbish'],
  ['another query’s', takePage(items, { size: 3, token: undefined, of: ['another'] }, invalid).nextToken],
])('%s token is refused', (_, token) => {
  expect(() => takePage(items, { size: 3, token, of: ['list'] }, invalid)).toThrow('no such token');
});
