import { CellChange, type Grid, type Layout, type MapInput } from '../model';
import { cellOf } from './cells';
import { findBefore } from './findBefore';

/** What the layout before knows about the nodes of the input. */
export class Earlier {
  private readonly nodeBefore: Int32Array;

  constructor(
    private readonly input: MapInput,
    readonly layout: Layout
  ) {
    this.nodeBefore = findBefore(input.ids, layout.input.ids);
  }

  /** The slot of a node in a grid of the layout before, -1 where it wasn't in that. */
  slotIn(grid: Grid, node: number): number {
    const before = this.nodeBefore[node];
    const group = before < 0 ? undefined : this.layout.groups[this.layout.groupOf[before]];
    return group?.grid === grid ? this.layout.slotOf[before] : -1;
  }

  /** Whether a node is new in the fleet or in its group. What came with the same data is still new when its place changes. */
  came(node: number): boolean {
    const before = this.nodeBefore[node];
    if (before < 0) {
      return true;
    }
    if (this.input === this.layout.input) {
      const cell = cellOf(this.layout, before);
      return cell >= 0 && this.layout.changes[cell] === CellChange.Came;
    }
    const levelsBefore = this.layout.input.levels;
    return this.input.levels.some(({ label, names, codes }, level) => {
      const then = levelsBefore[level];
      return then?.label === label && then.names[then.codes[before]] !== names[codes[node]];
    });
  }

  /** Whether a slot that is free now had a node in it, or was marked so already with the same data. */
  wentFrom(grid: Grid, slot: number): boolean {
    const { slots, changes, input } = this.layout;
    return (
      slots[grid.firstSlot + slot] >= 0 ||
      (this.input === input && changes[grid.firstCell + Math.floor(slot / grid.nodesPerCell)] === CellChange.Went)
    );
  }
}

/**
 * Gives the nodes of a group their slots: those that they had in the same grid before, and free ones, from the first on, to the
 * others in the order of the members.
 */
export function seatNodes(
  layout: Layout,
  group: number,
  members: Uint32Array,
  earlier: Earlier | undefined,
  gridBefore: Grid | undefined
): void {
  const grid = layout.groups[group].grid!;
  const slots = layout.slots.subarray(grid.firstSlot, grid.firstSlot + grid.columns * grid.rows * grid.nodesPerCell);
  const seat = (node: number, slot: number): void => {
    slots[slot] = node;
    layout.slotOf[node] = slot;
    layout.groupOf[node] = group;
  };

  let waiting: ArrayLike<number> = members;
  if (earlier && gridBefore) {
    const others: number[] = [];
    for (const node of members) {
      const slot = earlier.slotIn(gridBefore, node);
      if (slot >= 0) {
        seat(node, slot);
      } else {
        others.push(node);
      }
    }
    waiting = others;
  }
  let free = 0;
  for (let i = 0; i < waiting.length; i++) {
    while (slots[free] >= 0) {
      free++;
    }
    seat(waiting[i], free);
  }

  // In a tile something changes at nearly every refresh: a mark there would say nothing.
  if (earlier && grid.nodesPerCell === 1) {
    const changes = layout.changes.subarray(grid.firstCell, grid.firstCell + slots.length);
    for (let slot = 0; slot < slots.length; slot++) {
      if (slots[slot] >= 0 && earlier.came(slots[slot])) {
        changes[slot] = CellChange.Came;
      } else if (slots[slot] < 0 && gridBefore && earlier.wentFrom(gridBefore, slot)) {
        changes[slot] = CellChange.Went;
      }
    }
  }
}
