import { cellRect, groupIn } from '../layout/cells';
import type { Layout, MapTheme, MapView, Marks, Rect } from '../model';
import { fitCanvas } from './fitCanvas';
import { traceHexagon } from './hexagon';
import { Pen } from './Pen';
import { Texts } from './Texts';

/** Outlines: CSS pixels. */
const LINE = 2;

/** Outlines of cells on a transparent canvas over the picture. Only where outlines were and are is painted. */
export class MarkLayer {
  private readonly context: CanvasRenderingContext2D;
  private readonly texts = new Texts();
  private marked: Rect[] = [];

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d')!;
  }

  paint(layout: Layout, theme: MapTheme, view: MapView, pixelRatio: number, { hovered, selected }: Marks): void {
    fitCanvas(this.canvas, layout, pixelRatio);
    for (const { x, y, width, height } of this.marked) {
      this.context.clearRect(x, y, width, height);
    }
    const pen = new Pen(this.context, layout, theme, view, pixelRatio, this.texts);
    this.marked = selected.map((cell) => outline(pen, cell, theme.selection));
    if (hovered !== undefined) {
      this.marked.push(outline(pen, hovered, theme.hover));
    }
  }
}

/** Draws around a cell, and returns all the pixels that this took. */
function outline(pen: Pen, cell: number, color: string): Rect {
  const { context, layout, pixelRatio } = pen;
  const line = Math.max(1, Math.round(LINE * pixelRatio));
  const area = pen.area(cellRect(layout, cell));
  // The line lies in the gap and beyond, so that a cell of a few pixels is still seen inside.
  const around = { x: area.x - line, y: area.y - line, width: area.width + 2 * line, height: area.height + 2 * line };
  if (layout.groups[groupIn(layout, cell)].grid!.hexagonal) {
    context.beginPath();
    traceHexagon(context, inset(around, line / 2));
    context.lineWidth = line;
    context.strokeStyle = color;
    context.stroke();
    // The points of a line reach beyond the points of a hexagon.
    return inset(around, -line);
  }
  pen.fill(color, around);
  const inside = inset(around, line);
  context.clearRect(inside.x, inside.y, inside.width, inside.height);
  return around;
}

const inset = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});
