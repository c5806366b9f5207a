import type { CSSProperties } from 'react';
import type { Fill } from '../model';

/** The look of a fill for elements: the same colour and pattern as its cells on the canvas. */
export function swatch({ color, pattern }: Fill): CSSProperties {
  switch (pattern) {
    case 'hatched':
      return {
        background: `repeating-linear-gradient(135deg, ${color} 0 2px, transparent 2px 4px)`,
        borderColor: color,
      };
    case 'dotted':
      return { background: `radial-gradient(${color} 1px, transparent 1.5px) 0 0 / 4px 4px`, borderColor: color };
    case 'solid':
      return { background: color, borderColor: color };
  }
}
