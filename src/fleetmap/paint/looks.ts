import { type Layout, type MapView } from '../model';

/**
 * How each cell looks, as one number by cell: 0 for a free one, else what the functions below take apart. Equal numbers look alike, so
 * that cells side by side are painted at once, and only those whose number is another than before are painted again.
 */
export type Looks = Uint32Array;

export const Veil = { None: 0, Dimmed: 1, Hidden: 2 } as const;

export const plainLook = (fill: number): number => (fill + 1) << 4;
export const fillIn = (look: number): number => (look >>> 4) - 1;
export const veilIn = (look: number): number => (look >>> 2) & 3;
export const changeIn = (look: number): number => look & 3;
/** The colour and pattern alone, without the mark of what has changed. */
export const withoutChange = (look: number): number => look & ~3;

/** A tile looks like the worst of its nodes that the legend and the search let through. */
export function looksOf({ groups, slots, changes, cellCount, input }: Layout, { hidden, matches }: MapView): Looks {
  const looks = new Uint32Array(cellCount);
  const veilOfFill = Uint8Array.from(input.fills, (_, fill) => (hidden.has(fill) ? Veil.Hidden : Veil.None));
  for (const { grid } of groups) {
    const places = grid ? grid.columns * grid.rows : 0;
    for (let place = 0; place < places; place++) {
      const { firstCell, firstSlot, nodesPerCell } = grid!;
      const cell = firstCell + place;
      let look = Infinity;
      for (let slot = firstSlot + place * nodesPerCell, end = slot + nodesPerCell; slot < end; slot++) {
        const node = slots[slot];
        if (node >= 0) {
          const fill = input.fillOf[node];
          const veil = veilOfFill[fill] || (matches && !matches[node] ? Veil.Dimmed : Veil.None);
          look = Math.min(look, (veil << 16) | fill);
        }
      }
      looks[cell] = (look < Infinity ? plainLook(look & 0xffff) | ((look >>> 16) << 2) : 0) | changes[cell];
    }
  }
  return looks;
}
