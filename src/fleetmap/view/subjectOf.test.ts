import { nodesIn } from '../layout/cells';
import { layoutMap } from '../layout/layoutMap';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { subjectOf } from './subjectOf';

const nodes = makeNodes(60);
const { account } = nodes[0];
const key = JSON.stringify([account]);
const layout = layoutMap(inputOf(nodes), options(800, 600));
const sum = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);

it('is the node of a cell', () => {
  expect(subjectOf(layout, { kind: 'cell', cell: 0 })).toEqual({ node: nodesIn(layout, 0)[0] });
});

it('is a group by its title, with its states and what a click does', () => {
  const group = layout.groups.findIndex((one) => one.key === key);
  expect(subjectOf(layout, { kind: 'title', group })).toEqual({
    title: account,
    counts: layout.groups[group].countByFill,
    hint: 'Click to zoom in or collapse',
  });
});

it('is what is in a tile, or in a group that is collapsed', () => {
  const tiled = layoutMap(inputOf(makeNodes(40_000)), options(200, 150));
  const tile = subjectOf(tiled, { kind: 'cell', cell: 0 });
  const inTile = nodesIn(tiled, 0).length;
  expect(tile).toMatchObject({ title: `${inTile.toLocaleString('en-US')} nodes`, hint: 'Click to zoom in' });
  expect(sum((tile as { counts: ArrayLike<number> }).counts)).toBe(inTile);

  const collapsed = layoutMap(inputOf(nodes), options(800, 600, { collapsed: new Set([key]) }));
  const { grid } = collapsed.groups.find((one) => one.key === key)!;
  expect(subjectOf(collapsed, { kind: 'cell', cell: grid!.firstCell })).toMatchObject({ title: account });
});

it('is nothing where a refresh has left nothing', () => {
  expect(subjectOf(layout, { kind: 'cell', cell: layout.cellCount })).toBeUndefined();
  expect(subjectOf(layout, { kind: 'title', group: layout.groups.length })).toBeUndefined();
});
