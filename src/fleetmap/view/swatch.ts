import type { CSSProperties } from 'react';
import type { Pattern } from '../../statuses';
import type { Fill } from '../model';

/**
 * The look of a fill for elements: the same colour and pattern as its cells on the canvas, empty where those are hidden.
 * Colours that the reader's system forces would leave nothing of it to tell fills apart.
 */
export function swatch({ color, pattern }: Fill, isHidden = false): CSSProperties {
  const background = isHidden ? 'transparent' : backgroundOf(color, pattern);
  return { background, borderColor: color, forcedColorAdjust: 'none' };
}

function backgroundOf(color: string, pattern: Pattern): string {
  switch (pattern) {
    case 'hatched':
      return `repeating-linear-gradient(135deg, ${color} 0 2px, transparent 2px 4px)`;
    case 'dotted':
      return `radial-gradient(${color} 1px, transparent 1.5px) 0 0 / 4px 4px`;
    case 'solid':
      return color;
  }
}
