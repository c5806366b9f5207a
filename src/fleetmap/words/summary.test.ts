import type { Group, Layout, MapInput } from '../model';
import { aboutRoom, countFills, summarize } from './summary';

const input = {
  count: 1200,
  levels: [{ label: 'Account' }, { label: 'Region' }],
  fills: [{ text: '✕ Failed' }, { text: '◷ Stale' }, { text: '✓ Compliant' }],
  fillOf: Uint16Array.from([0, 2, 2, 0, 2]),
} as unknown as MapInput;

const untouched = { hidden: new Set<number>(), found: null, path: [] };

it('counts nodes by fill, of all or of a group', () => {
  expect(countFills(input)).toEqual([2, 0, 3]);
  expect(countFills(input, Uint8Array.from([1, 1, 0, 0, 0]))).toEqual([1, 0, 1]);
});

it('says the map in a sentence, without signs and without states that nobody has', () => {
  expect(summarize(input, [35, 0, 1165], untouched)).toBe(
    '1,200 nodes, grouped by Account, then Region: 35 Failed, 1,165 Compliant.'
  );
});

it('says what the reader has done with the map', () => {
  const searched = { ...untouched, hidden: new Set([1, 2]), found: { text: 'web', matched: 1 } };
  expect(summarize(input, [35, 0, 1165], searched)).toBe(
    '1,200 nodes, grouped by Account, then Region: 35 Failed, 1,165 Compliant. Hidden: Compliant. 1 node matches "web".'
  );
  expect(summarize(input, [35, 0, 1165], { ...untouched, hidden: new Set([0, 2]) })).toContain(
    'All are hidden by the legend.'
  );
  expect(summarize(input, [5, 0, 15], { ...untouched, path: ['prod', 'eu-west-1'] })).toBe(
    'prod, eu-west-1, 20 of 1,200 nodes: 5 Failed, 15 Compliant.'
  );
});

it('names no more states than anybody listens to', () => {
  const fills = Array.from({ length: 50 }, (_, i) => ({ text: `owner-${i}` }));
  const words = summarize({ ...input, fills } as unknown as MapInput, new Array(50).fill(1), untouched);
  expect(words).toMatch(/1 owner-7, 42 more\.$/);
});

describe('what there is no room for', () => {
  const group = (parts: Partial<Group>) => ({ folded: 0, collapsed: false, ...parts }) as Group;
  const layout = (groups: Group[], tiles: number) => ({ groups, tiles, shown: 100_000 }) as Layout;

  it('is nothing where every node has a cell', () => {
    expect(aboutRoom(layout([group({ grid: { nodesPerCell: 1 } as Group['grid'] })], 0))).toEqual([]);
  });

  it('is told of tiles, but not of groups that the reader has collapsed', () => {
    const grid = { nodesPerCell: 4 } as Group['grid'];
    expect(aboutRoom(layout([group({ grid })], 9))).toEqual([expect.stringContaining('100,000 nodes one by one')]);
    expect(aboutRoom(layout([group({ grid, collapsed: true })], 9))).toEqual([]);
  });

  it('is told of groups without a box of their own', () => {
    expect(aboutRoom(layout([group({ folded: 49_000 })], 0))).toEqual([
      expect.stringContaining('49,000 groups are too small'),
    ]);
  });
});
