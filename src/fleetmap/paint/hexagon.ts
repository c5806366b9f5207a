import type { Rect } from '../model';

/** Adds a hexagon that stands on its point and fills the rectangle to the context's path. */
export function traceHexagon(context: CanvasRenderingContext2D, { x, y, width, height }: Rect): void {
  context.moveTo(x + width / 2, y);
  context.lineTo(x + width, y + height / 4);
  context.lineTo(x + width, y + (height * 3) / 4);
  context.lineTo(x + width / 2, y + height);
  context.lineTo(x, y + (height * 3) / 4);
  context.lineTo(x, y + height / 4);
  context.closePath();
}
