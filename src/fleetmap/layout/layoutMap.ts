import { type Grid, type Group, type Layout, type LayoutOptions, type MapInput, NO_GROUP } from '../model';
import { type Box, placeBoxes, sameRect } from './boxes';
import { fitGrid, isTiled, placesIn } from './grid';
import { Earlier, seatNodes } from './seats';
import { growTree } from './tree';

/** A group that has lost more than a tenth of its nodes, and more than two, gets bigger cells. */
const SHRUNK = { part: 0.1, nodes: 2 };
/** Free places for nodes to come: by chance about as many come and go as the root of a group's size; few move with a small one. */
const roomToGrow = (count: number): number => Math.max(0, Math.round(Math.sqrt(count)) - 2);

/**
 * Gives groups their boxes and nodes their slots. With the layout before, whatever can stay stays: boxes while their shares
 * have hardly changed, nodes in their slots; new nodes take what is free.
 */
export function layoutMap(input: MapInput, options: LayoutOptions, previous?: Layout): Layout {
  const tree = growTree(input, options.zoom);
  const continued = previous && continues(previous.options, options) ? previous : undefined;
  const before = new Map(continued?.groups.map((group) => [group.key, group]));
  const boxes = placeBoxes(tree.root, options, before);

  let firstCell = 0;
  let firstSlot = 0;
  let tiles = 0;
  const grids = boxes.map((box): Grid | undefined => {
    if (!box.isLeaf) {
      return undefined;
    }
    const grid = { ...gridFor(box, options, before.get(box.key)), firstCell, firstSlot };
    firstCell += placesIn(grid);
    firstSlot += placesIn(grid) * grid.nodesPerCell;
    tiles += isTiled(grid) ? placesIn(grid) : 0;
    return grid;
  });

  const layout: Layout = {
    input,
    options,
    groups: boxes.map((box, i) => toGroup(box, grids[i], input, tree.members)),
    cellCount: firstCell,
    slots: new Int32Array(firstSlot).fill(-1),
    groupOf: new Uint32Array(input.count).fill(NO_GROUP),
    slotOf: new Uint32Array(input.count),
    changes: new Uint8Array(firstCell),
    shown: tree.root.count,
    tiles,
  };
  const earlier = previous && new Earlier(input, previous);
  boxes.forEach(({ key, branch }, group) => {
    const grid = grids[group];
    if (grid) {
      const gridBefore = before.get(key)?.grid;
      const members = tree.members.subarray(branch.first, branch.first + branch.count);
      seatNodes(layout, group, members, earlier, gridBefore && samePlaces(gridBefore, grid) ? gridBefore : undefined);
    }
  });
  return layout;
}

/** Whether places of one layout mean anything in the other. */
const continues = (before: LayoutOptions, now: LayoutOptions): boolean =>
  before.width === now.width && before.height === now.height && before.shape === now.shape && before.zoom === now.zoom;

function gridFor({ inner, branch, collapsed, rect, titleHeight }: Box, { shape }: LayoutOptions, before?: Group) {
  const { count } = branch;
  const kept = before?.grid;
  if (
    kept &&
    before.collapsed === collapsed &&
    before.titleHeight === titleHeight &&
    sameRect(before.rect, rect) &&
    count <= placesIn(kept) * kept.nodesPerCell &&
    kept.fittedFor - count <= Math.max(kept.fittedFor * SHRUNK.part, SHRUNK.nodes)
  ) {
    return kept;
  }
  return { ...fitGrid(inner, collapsed ? count : count + roomToGrow(count), shape, collapsed), fittedFor: count };
}

const samePlaces = (a: Grid, b: Grid): boolean =>
  a.x === b.x && a.y === b.y && a.columns === b.columns && a.rows === b.rows && a.nodesPerCell === b.nodesPerCell;

function toGroup({ branch, ...box }: Box, grid: Grid | undefined, input: MapInput, members: Uint32Array): Group {
  const countByFill = new Uint32Array(input.fills.length);
  for (let i = branch.first; i < branch.first + branch.count; i++) {
    countByFill[input.fillOf[members[i]]]++;
  }
  const { key, path, parent, rect, titleHeight, collapsed, share, folded } = box;
  return { key, path, parent, rect, titleHeight, count: branch.count, countByFill, collapsed, share, folded, grid };
}
