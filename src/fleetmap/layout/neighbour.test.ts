import type { Direction } from '../model';
import { inputOf, makeNodes, options } from '../testdata/fleet';
import { cellOf, cellRect, groupIn, nodesIn } from './cells';
import { layoutMap } from './layoutMap';
import { neighbour } from './neighbour';

const layout = layoutMap(inputOf(makeNodes(200), ['region']), options(900, 500));
const occupied = Array.from({ length: layout.cellCount }, (_, cell) => cell).filter(
  (cell) => nodesIn(layout, cell).length
);
const middleOf = (cell: number) => {
  const { x, y, width, height } = cellRect(layout, cell);
  return { x: x + width / 2, y: y + height / 2 };
};

it.each<[Direction, (from: { x: number; y: number }, to: { x: number; y: number }) => boolean]>([
  ['left', (from, to) => to.x < from.x],
  ['right', (from, to) => to.x > from.x],
  ['up', (from, to) => to.y < from.y],
  ['down', (from, to) => to.y > from.y],
])('%s leads from every cell to one with a node further that way, or nowhere', (direction, isFurther) => {
  for (const cell of occupied) {
    const to = neighbour(layout, cell, direction);
    expect(nodesIn(layout, to)).not.toEqual([]);
    expect(to === cell || isFurther(middleOf(cell), middleOf(to))).toBe(true);
  }
});

it('goes on in the group beside when a group ends', () => {
  const crossed = occupied.filter(
    (cell) => groupIn(layout, neighbour(layout, cell, 'right')) !== groupIn(layout, cell)
  );
  expect(crossed.length).toBeGreaterThan(0);
});

it('jumps to the next group and back, and to both ends', () => {
  const [first] = occupied;
  const second = neighbour(layout, first, 'nextGroup');
  expect(groupIn(layout, second)).toBeGreaterThan(groupIn(layout, first));
  expect(neighbour(layout, second, 'previousGroup')).toBe(first);
  expect(neighbour(layout, second, 'first')).toBe(first);
  expect(neighbour(layout, first, 'last')).toBe(occupied.at(-1));
  expect(neighbour(layout, first, 'previousGroup')).toBe(first);
});

it('stays where there is one node alone', () => {
  const alone = layoutMap(inputOf(makeNodes(1)), options(300, 200));
  const cell = cellOf(alone, 0);
  for (const direction of ['left', 'right', 'up', 'down', 'nextGroup', 'previousGroup', 'first', 'last'] as const) {
    expect(neighbour(alone, cell, direction)).toBe(cell);
  }
});
