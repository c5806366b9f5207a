import { type Grid, type Layout, NO_GROUP, type Rect } from '../model';
import { placeRect } from './grid';

/** The index of the group that a cell is in. */
export function groupIn({ groups }: Layout, cell: number): number {
  return groups.findLastIndex(({ grid }) => grid !== undefined && grid.firstCell <= cell);
}

/** The nodes in a cell or tile, none where it is free. */
export function nodesIn(layout: Layout, cell: number): number[] {
  const { firstCell, firstSlot, nodesPerCell } = layout.groups[groupIn(layout, cell)].grid!;
  const from = firstSlot + (cell - firstCell) * nodesPerCell;
  return Array.from(layout.slots.subarray(from, from + nodesPerCell)).filter((node) => node >= 0);
}

/** The cell or tile that shows a node, -1 where none does. */
export function cellOf({ groups, groupOf, slotOf }: Layout, node: number): number {
  if (groupOf[node] === NO_GROUP) {
    return -1;
  }
  const { firstCell, nodesPerCell } = groups[groupOf[node]].grid!;
  return firstCell + Math.floor(slotOf[node] / nodesPerCell);
}

export function cellRect(layout: Layout, cell: number): Rect {
  const { grid } = layout.groups[groupIn(layout, cell)];
  return placeRect(grid!, cell - grid!.firstCell);
}

export const isOccupied = ({ slots }: Layout, { firstSlot, nodesPerCell }: Grid, place: number): boolean =>
  slots.subarray(firstSlot + place * nodesPerCell, firstSlot + (place + 1) * nodesPerCell).some((node) => node >= 0);
