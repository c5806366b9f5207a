import type { Locator, Page } from 'playwright-core';
import type { Scene } from '../scene';
import { DashboardView } from './DashboardView';
import { PanelView } from './PanelView';

interface Point {
  x: number;
  y: number;
}

/** What a cell is called: its node, that one's state, and the groups around it, the outermost first. */
export interface CellName {
  name: string;
  state: string;
  groups: string[];
}

/** Titles stand right above the first row of their group's cells. */
const TITLE_ABOVE_CELL = 10;

/** A fleet map as people see it, point at it, and hear it. */
export class FleetMapView extends PanelView {
  readonly picture: Locator;
  /** The cell that Tab leads to. */
  readonly cell: Locator;

  constructor(page: Page, title: string) {
    super(page, title);
    this.picture = this.content.getByTestId('fleet map canvas');
    this.cell = this.content.locator('[role="gridcell"][tabindex="0"]');
  }

  /** What is painted. */
  painted(): Promise<string> {
    return this.picture
      .locator('canvas')
      .first()
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  }

  /** How many colours the picture has; nothing is one colour, too. */
  coloursPainted(): Promise<number> {
    return this.picture
      .locator('canvas')
      .first()
      .evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
  }

  async nameOfCell(): Promise<CellName> {
    const [name, state, groups = ''] = ((await this.cell.getAttribute('aria-label')) ?? '').split('; ');
    return { name, state, groups: groups.split(', ') };
  }

  async middleOfCell(): Promise<Point> {
    const { x, y, width, height } = await this.boxOfCell();
    return { x: x + width / 2, y: y + height / 2 };
  }

  async boxOfCell() {
    const box = await this.cell.boundingBox();
    if (!box) {
      throw new Error(`No cell of the map "${this.title}" is on the page`);
    }
    return box;
  }

  /** The cell's box once the map is laid out for the window's size, which a resize comes before. */
  async settledBoxOfCell() {
    for (let last = await this.boxOfCell(); ;) {
      await this.page.waitForTimeout(300);
      const box = await this.boxOfCell();
      if (box.y === last.y && box.width === last.width) {
        return box;
      }
      last = box;
    }
  }

  /** Opens the menu of the innermost group that the cell lies in. */
  async openMenuOfGroup(): Promise<void> {
    const { x, y } = await this.boxOfCell();
    await this.page.mouse.click(x + TITLE_ABOVE_CELL, y - TITLE_ABOVE_CELL);
  }

  async choose(menuItem: string | RegExp): Promise<void> {
    await this.page.getByRole('menuitem', { name: menuItem }).click();
  }

  /** Turns the wheel over the cell: down is positive, in pixels. */
  async wheel(deltaY: number, { ctrl = false } = {}): Promise<void> {
    const { x, y } = await this.middleOfCell();
    await this.page.mouse.move(x, y);
    if (ctrl) {
      await this.page.keyboard.down('Control');
    }
    await this.page.mouse.wheel(0, deltaY);
    if (ctrl) {
      await this.page.keyboard.up('Control');
    }
  }
}

/** A dashboard's fleet map with its whole answer. */
export async function openFleetMap(
  { page, url }: Scene,
  dashboard: string,
  title = 'Fleet map',
  parameters: Record<string, string> = {}
): Promise<FleetMapView> {
  const view = await new DashboardView(page, url).open(dashboard, parameters);
  await view.settled();
  return new FleetMapView(page, title);
}
