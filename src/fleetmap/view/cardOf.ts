import { cellRect } from '../layout/cells';
import type { Layout, Picked } from '../model';
import { subjectOf } from './subjectOf';
import type { Lens } from './useLens';

/** What a card is about: what is at a point of the window, or the cell that has the focus, in a map that begins there. */
export type Pointed = { picked: Picked; x: number; y: number } | { cell: number; left: number; top: number };

/** The card of a cell in focus hangs at its lower right corner, which moves with the lens. */
export function cardOf(pointed: Pointed, layout: Layout, lens: Lens) {
  const picked: Picked = 'picked' in pointed ? pointed.picked : { kind: 'cell', cell: pointed.cell };
  const subject = subjectOf(layout, picked);
  if (!subject) {
    return undefined;
  }
  if ('picked' in pointed) {
    return { subject, position: { x: pointed.x, y: pointed.y } };
  }
  const { x, y, width, height } = cellRect(layout, pointed.cell);
  return {
    subject,
    position: {
      x: pointed.left + (x + width - lens.left) * lens.scale,
      y: pointed.top + (y + height - lens.top) * lens.scale,
    },
  };
}
