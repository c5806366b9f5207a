import type { Layout, MapTheme, MapView } from '../model';
import { looksOf, type Looks } from './looks';
import { paintGrid } from './paintGrid';
import { paintGroup } from './paintGroup';
import { Pen } from './Pen';
import { Texts } from './Texts';

/**
 * Paints the whole picture on a context whose canvas has the layout's size in device pixels. Returns how many cells with nodes
 * are in it: less than all while zoomed, and fewer than nodes where tiles stand for several.
 */
export function paintCells(
  context: CanvasRenderingContext2D,
  layout: Layout,
  theme: MapTheme,
  view: MapView,
  pixelRatio: number
): number {
  return paintPicture(new Pen(context, layout, theme, view, pixelRatio, new Texts()), looksOf(layout, view));
}

export function paintPicture(pen: Pen, looks: Looks): number {
  const { width, height } = pen.context.canvas;
  pen.fill(pen.theme.background, { x: 0, y: 0, width, height });
  let drawn = 0;
  for (const group of pen.layout.groups) {
    if (pen.isVisible(pen.area(group.rect))) {
      paintGroup(pen, group);
      drawn += group.grid ? paintGrid(pen, group.grid, looks) : 0;
    }
  }
  return drawn;
}
