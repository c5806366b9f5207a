import type { MapInput } from '../model';
import { searchNodes } from './search';

const input = {
  count: 3,
  ids: ['i-1', 'i-2', 'mi-3'],
  labels: ['web-1', 'DB-1', 'cache'],
  levels: [{ label: 'Region', names: ['eu-west-1', 'us-east-1'], codes: Uint32Array.from([0, 0, 1]) }],
  fills: [{ text: '✕ Failed' }, { text: '✓ Compliant' }],
  fillOf: Uint16Array.from([1, 0, 1]),
} as unknown as MapInput;

it.each([
  ['db', [0, 1, 0]],
  ['mi-', [0, 0, 1]],
  ['EU-WEST', [1, 1, 0]],
  ['compliant', [1, 0, 1]],
  ['  web-1 ', [1, 0, 0]],
  ['nobody', [0, 0, 0]],
])('finds %s in labels, ids, groups and states', (text, matches) => {
  const found = searchNodes(input, text)!;
  expect([...found.matches]).toEqual(matches);
  expect(found.matched).toBe(matches.filter(Boolean).length);
});

it('is no search without a text', () => {
  expect(searchNodes(input, '  ')).toBeNull();
});
