import { cellRect, groupIn } from '../layout/cells';
import type { Layout, MapTheme, MapView, Rect } from '../model';
import { traceHexagon } from './hexagon';
import { Pen } from './Pen';
import { Texts } from './Texts';

/** Outlines: CSS pixels. */
const LINE = 2;

/**
 * Outlines of cells on a transparent canvas over the picture. The canvas is moved to where they are and is no bigger than they
 * need: the browser blends all of a canvas of which anything has changed, and the pointer changes it all the time.
 */
export class MarkLayer {
  private readonly context: CanvasRenderingContext2D;
  private readonly texts = new Texts();

  /** The canvas must be positioned absolutely, in the same frame as the picture. */
  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d')!;
  }

  paint(layout: Layout, theme: MapTheme, view: MapView, pixelRatio: number, cells: number[], color: string): void {
    const pen = new Pen(this.context, layout, theme, view, pixelRatio, this.texts);
    const line = Math.max(1, Math.round(LINE * pixelRatio));
    const marks = cells
      .map((cell) => ({ around: inset(pen.area(cellRect(layout, cell)), -line), hexagonal: isHexagon(layout, cell) }))
      .filter(({ around }) => pen.isVisible(around));
    // The points of a line reach beyond the points of a hexagon.
    const bounds = boundsOf(marks.map(({ around }) => inset(around, -line)));
    this.place(bounds, pixelRatio);
    for (const { around, hexagonal } of marks) {
      this.outline({ ...around, x: around.x - bounds.x, y: around.y - bounds.y }, hexagonal, line, color);
    }
  }

  private place({ x, y, width, height }: Rect, pixelRatio: number): void {
    const { canvas } = this;
    // A canvas that is given a size is emptied, also where that is the size that it has.
    canvas.width = width;
    canvas.height = height;
    canvas.style.left = `${x / pixelRatio}px`;
    canvas.style.top = `${y / pixelRatio}px`;
    canvas.style.width = `${width / pixelRatio}px`;
    canvas.style.height = `${height / pixelRatio}px`;
  }

  /** The line lies in the gap and beyond, so that a cell of a few pixels is still seen inside. */
  private outline(around: Rect, hexagonal: boolean, line: number, color: string): void {
    const { context } = this;
    const { x, y, width, height } = inset(around, line / 2);
    context.beginPath();
    if (hexagonal) {
      traceHexagon(context, { x, y, width, height });
    } else {
      context.rect(x, y, width, height);
    }
    context.lineWidth = line;
    context.strokeStyle = color;
    context.stroke();
  }
}

const isHexagon = (layout: Layout, cell: number): boolean => layout.groups[groupIn(layout, cell)].grid!.hexagonal;

const inset = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x + by,
  y: y + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

function boundsOf(rects: Rect[]): Rect {
  if (rects.length === 0) {
    return { x: 0, y: 0, width: 1, height: 1 };
  }
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
