import { CellChange, type Group, type Layout, NO_GROUP, type Rect } from '../model';
import { FILLS, inputOf, makeNode, makeNodes, type Node, options } from '../testdata/fleet';
import { cellOf, cellRect, nodesIn } from './cells';
import { layoutMap } from './layoutMap';

const WIDE = options(1880, 900);

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const within = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6;
const leaves = ({ groups }: Layout): Group[] => groups.filter(({ grid }) => grid);
const groupAt = ({ groups }: Layout, ...path: string[]): Group =>
  groups.find(({ key }) => key === JSON.stringify(path))!;
const everyNode = (layout: Layout): number[] =>
  Array.from({ length: layout.cellCount }, (_, cell) => nodesIn(layout, cell))
    .flat()
    .sort((a, b) => a - b);

describe.each([1, 50, 1_200, 20_000])('a fleet of %d nodes', (size) => {
  const layout = layoutMap(inputOf(makeNodes(size)), WIDE);

  it('shows every node once', () => {
    expect(everyNode(layout)).toEqual(Array.from({ length: size }, (_, node) => node));
    expect(layout.shown).toBe(size);
  });

  it('keeps boxes inside those around them and apart from their neighbours', () => {
    const tops = layout.groups.filter(({ parent }) => parent < 0);
    for (const group of layout.groups) {
      const outer = layout.groups[group.parent]?.rect ?? { x: 0, y: 0, width: 1880, height: 900 };
      expect(within(group.rect, outer)).toBe(true);
      const siblings = layout.groups.filter((other) => other !== group && other.parent === group.parent);
      expect(siblings.some((other) => overlap(other.rect, group.rect))).toBe(false);
    }
    expect(tops.reduce((sum, { count }) => sum + count, 0)).toBe(size);
  });

  it('keeps cells inside their box, under its title, and apart from each other', () => {
    for (const { rect, titleHeight, grid } of leaves(layout)) {
      const cells = Array.from({ length: grid!.columns * grid!.rows }, (_, place) =>
        cellRect(layout, grid!.firstCell + place)
      );
      const inner = { ...rect, y: rect.y + titleHeight, height: rect.height - titleHeight };
      expect(cells.every((cell) => within(cell, inner))).toBe(true);
      expect(new Set(cells.map(({ x, y }) => `${x} ${y}`)).size).toBe(cells.length);
      expect(grid!.pitchX).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives boxes area by their share', () => {
    for (const { rect, share, parent, count } of layout.groups.filter(({ parent }) => parent < 0)) {
      expect(parent).toBe(-1);
      const expected = share * 1880 * 900;
      // Gaps between boxes take a little of each.
      expect(rect.width * rect.height).toBeLessThanOrEqual(expected * 1.05 + 500);
      expect(rect.width * rect.height).toBeGreaterThan(expected * 0.75 - 500);
      expect(share).toBeGreaterThanOrEqual((count / size) * 0.9);
    }
  });
});

describe('100,000 nodes in 1880 x 900', () => {
  const layout = layoutMap(inputOf(makeNodes(100_000)), WIDE);

  it('are cells, not tiles', () => {
    expect(layout.tiles).toBe(0);
    expect(layout.shown).toBe(100_000);
  });

  it('become tiles in a quarter of the area, and none is lost', () => {
    const small = layoutMap(inputOf(makeNodes(100_000)), options(940, 450));
    expect(small.tiles).toBeGreaterThan(0);
    expect(everyNode(small)).toHaveLength(100_000);
  });
});

describe('a layout after another', () => {
  /** One in a hundred goes and as many come, in groups that there are already. */
  const churned = (nodes: Node[], round: number): Node[] => {
    const coming = Array.from({ length: nodes.length / 100 }, (_, i) => makeNode(nodes.length * (round + 1) + i));
    return [...nodes.filter((_, i) => (i * 7919 + round) % 100 !== 0), ...coming];
  };
  const moved = (before: Layout, after: Layout): number => {
    const cellBefore = new Map(
      Array.from(before.input.ids, (id, node) => [id, cellRect(before, cellOf(before, node))])
    );
    return Array.from(after.input.ids).filter((id, node) => {
      const was = cellBefore.get(id);
      const is = cellRect(after, cellOf(after, node));
      return was && (was.x !== is.x || was.y !== is.y || was.width !== is.width || was.height !== is.height);
    }).length;
  };

  it.each([1_000, 10_000, 50_000])('moves at most one cell in 20 of %d when one node in a hundred changes', (size) => {
    let nodes = makeNodes(size);
    let layout = layoutMap(inputOf(nodes), WIDE);
    for (let round = 0; round < 5; round++) {
      nodes = churned(nodes, round);
      const next = layoutMap(inputOf(nodes), WIDE, layout);
      expect(moved(layout, next)).toBeLessThanOrEqual(size / 20);
      expect(everyNode(next)).toHaveLength(nodes.length);
      layout = next;
    }
  });

  it('keeps every node in place when the rows come in another order', () => {
    const nodes = makeNodes(1_000);
    const before = layoutMap(inputOf(nodes), WIDE);
    expect(moved(before, layoutMap(inputOf([...nodes].reverse()), WIDE, before))).toBe(0);
  });

  it('gives a freed slot to the next that comes, and marks who came and where one went', () => {
    const nodes = makeNodes(60).map((node) => ({ ...node, account: 'a', region: 'r' }));
    const before = layoutMap(inputOf(nodes), WIDE);
    const without = layoutMap(inputOf(nodes.filter((_, i) => i !== 20)), WIDE, before);
    const freed = cellOf(before, 20);
    expect(nodesIn(without, freed)).toEqual([]);
    expect(without.changes[freed]).toBe(CellChange.Went);

    const newcomer = { ...makeNode(1_000), account: 'a', region: 'r' };
    const after = layoutMap(inputOf([...nodes.filter((_, i) => i !== 20), newcomer]), WIDE, without);
    expect(nodesIn(after, freed)).toEqual([59]);
    expect(after.changes[freed]).toBe(CellChange.Came);
    expect(after.changes.filter((change) => change !== CellChange.None)).toHaveLength(1);
  });

  it('still marks a newcomer when the same data are laid out again in another size', () => {
    const nodes = makeNodes(60);
    const before = layoutMap(inputOf(nodes.slice(1)), WIDE);
    const input = inputOf(nodes);
    const resized = layoutMap(input, options(800, 600), layoutMap(input, WIDE, before));
    expect(resized.changes[cellOf(resized, 0)]).toBe(CellChange.Came);
    expect(resized.changes[cellOf(resized, 1)]).toBe(CellChange.None);
  });

  it('lays a level out anew when a share has changed by more than a tenth of it', () => {
    const of = (counts: Record<string, number>): Node[] =>
      Object.entries(counts).flatMap(([account, count]) =>
        makeNodes(count).map((node) => ({ ...node, id: `${account}/${node.id}`, account }))
      );
    const before = layoutMap(inputOf(of({ a: 500, b: 500 }), ['account']), WIDE);
    const alike = layoutMap(inputOf(of({ a: 700, b: 500 }), ['account']), WIDE, before);
    expect(groupAt(alike, 'a').rect).toEqual(groupAt(before, 'a').rect);
    const other = layoutMap(inputOf(of({ a: 800, b: 500 }), ['account']), WIDE, before);
    expect(groupAt(other, 'a').rect).not.toEqual(groupAt(before, 'a').rect);
  });
});

it('gives one node among thousands a box that can be seen', () => {
  const nodes = makeNodes(20_000).map((node, i) => ({ ...node, account: i === 0 ? 'small' : 'big' }));
  const { rect } = groupAt(layoutMap(inputOf(nodes, ['account']), options(900, 500)), 'small');
  // By its nodes it would be a line of 500 px and a twentieth of one.
  expect(Math.min(rect.width, rect.height)).toBeGreaterThanOrEqual(3);
  expect(rect.width * rect.height).toBeLessThan((900 * 500) / 50);
});

describe('options', () => {
  const nodes = makeNodes(1_000);
  const input = inputOf(nodes);
  const [{ account }] = nodes;

  it('collapses a group into one tile with all of its nodes', () => {
    const layout = layoutMap(input, options(1880, 900, { collapsed: new Set([JSON.stringify([account])]) }));
    const group = groupAt(layout, account);
    expect(group.collapsed).toBe(true);
    expect(nodesIn(layout, group.grid!.firstCell)).toHaveLength(group.count);
    expect(group.share).toBeLessThan(group.count / 1_000);
    expect(layout.groups.some(({ path }) => path.length === 2 && path[0] === account)).toBe(false);
  });

  it('zooms into a group', () => {
    const layout = layoutMap(input, options(1880, 900, { zoom: JSON.stringify([account]) }));
    expect(layout.shown).toBe(nodes.filter((node) => node.account === account).length);
    expect(layout.groups.every(({ path }) => path[0] === account)).toBe(true);
    const elsewhere = nodes.findIndex((node) => node.account !== account);
    expect(layout.groupOf[elsewhere]).toBe(NO_GROUP);
    expect(cellOf(layout, elsewhere)).toBe(-1);
  });

  it('shows the whole fleet when the zoomed group is no more', () => {
    expect(layoutMap(input, options(1880, 900, { zoom: '["gone"]' })).shown).toBe(1_000);
  });

  it('sorts the nodes of a group by their order', () => {
    const few = makeNodes(4);
    const order = Uint32Array.from([2, 3, 0, 1]);
    const layout = layoutMap({ ...inputOf(few, []), order }, WIDE);
    expect([0, 1, 2, 3].flatMap((cell) => nodesIn(layout, cell))).toEqual([2, 3, 0, 1]);
  });

  it('counts fills for the titles', () => {
    const layout = layoutMap(input, WIDE);
    const failed = nodes.filter((node) => node.account === account && node.fill === 0).length;
    expect(groupAt(layout, account).countByFill[0]).toBe(failed);
    expect(groupAt(layout, account).countByFill).toHaveLength(FILLS.length);
  });
});

describe('bad input', () => {
  it('makes nothing of no nodes', () => {
    expect(layoutMap(inputOf([]), WIDE)).toMatchObject({ shown: 0, tiles: 0 });
  });

  it('keeps twins apart, each in its own cell', () => {
    const twins = makeNodes(10).map((node) => ({ ...node, id: 'i-1', account: 'a', region: 'r' }));
    const before = layoutMap(inputOf(twins), WIDE);
    const after = layoutMap(inputOf(twins), WIDE, before);
    expect(everyNode(after)).toHaveLength(10);
    expect(after.slots).toEqual(before.slots);
  });

  it('folds 50,000 groups that would be too small to see, and says so', () => {
    const nodes = makeNodes(50_000).map((node, i) => ({ ...node, account: `account ${i}` }));
    const layout = layoutMap(inputOf(nodes, ['account']), WIDE);
    expect(layout.groups).toHaveLength(1);
    expect(layout.groups[0].folded).toBe(50_000);
    expect(everyNode(layout)).toHaveLength(50_000);
  });

  it.each(['square', 'hexagon'] as const)('bears 40 x 30 pixels, as %s', (shape) => {
    const layout = layoutMap(inputOf(makeNodes(500)), options(40, 30, { shape }));
    expect(everyNode(layout)).toHaveLength(500);
    expect(layout.groups.every(({ rect }) => within(rect, { x: 0, y: 0, width: 40, height: 30 }))).toBe(true);
  });
});
