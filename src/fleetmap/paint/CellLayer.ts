import type { Layout, MapTheme, MapView } from '../model';
import { fitCanvas } from './fitCanvas';
import { looksOf, type Looks } from './looks';
import { paintPicture } from './paintCells';
import { paintGrid, repaintCells } from './paintGrid';
import { paintGroup } from './paintGroup';
import { Pen } from './Pen';
import { Texts } from './Texts';

interface Painted {
  pen: Pen;
  /** The last that was asked for; the pen's own may have let through other fills. */
  view: MapView;
  looks: Looks;
  drawn: number;
}

/** The picture on a canvas of its own. What looks as it did at the last call isn't painted again. */
export class CellLayer {
  private readonly context: CanvasRenderingContext2D;
  private readonly texts = new Texts();
  private last?: Painted;

  constructor(private readonly canvas: HTMLCanvasElement) {
    // Without transparency the browser has less to blend.
    this.context = canvas.getContext('2d', { alpha: false })!;
  }

  /** Returns how many cells with nodes are in the picture. `pixelRatio`: device pixels for a CSS pixel. */
  paint(layout: Layout, theme: MapTheme, view: MapView, pixelRatio: number): number {
    const emptied = fitCanvas(this.canvas, layout, pixelRatio);
    const { last } = this;
    const looks = last && isSameSight(last, layout, view) ? last.looks : looksOf(layout, view);
    if (last && !emptied && isSamePlace(last.pen, layout, theme, view, pixelRatio)) {
      this.repaint(last.pen, looks, last.looks);
      this.last = { ...last, view, looks };
    } else {
      const palette = last && isSamePalette(last.pen, layout, theme, pixelRatio) ? last.pen.palette : undefined;
      const pen = new Pen(this.context, layout, theme, view, pixelRatio, this.texts, palette);
      this.last = { pen, view, looks, drawn: paintPicture(pen, looks) };
    }
    return this.last.drawn;
  }

  private repaint(pen: Pen, looks: Looks, before: Looks): void {
    for (const group of pen.layout.groups) {
      const { grid, rect } = group;
      if (!grid || !pen.isVisible(pen.area(rect))) {
        continue;
      }
      if (!repaintCells(pen, grid, looks, before)) {
        paintGroup(pen, group);
        paintGrid(pen, grid, looks);
      }
    }
  }
}

const isSameSight = ({ pen, view }: Painted, layout: Layout, { hidden, matches }: MapView): boolean =>
  pen.layout === layout && view.hidden === hidden && view.matches === matches;

const isSamePalette = (pen: Pen, layout: Layout, theme: MapTheme, pixelRatio: number): boolean =>
  pen.layout.input.fills === layout.input.fills && pen.theme === theme && pen.pixelRatio === pixelRatio;

const isSamePlace = (pen: Pen, layout: Layout, theme: MapTheme, view: MapView, pixelRatio: number): boolean =>
  pen.layout === layout &&
  pen.theme === theme &&
  pen.pixelRatio === pixelRatio &&
  pen.view.scale === view.scale &&
  pen.view.left === view.left &&
  pen.view.top === view.top;
