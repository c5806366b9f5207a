import type { Layout, MapTheme, MapView, Rect } from '../model';
import { Palette } from './palette';
import type { Texts } from './Texts';

/** Type is the same size at every zoom, and so is what words stand on: CSS pixels. */
const FONT_SIZE = 12;
const PLATE = { height: 14, padding: 2 };

interface Writing {
  color: string;
  align: 'left' | 'center' | 'right';
  plate?: string;
  whole?: boolean;
}

/** Everything that painting one picture needs. Its lengths are device pixels; `x`, `y` and `area` lead there from the map. */
export class Pen {
  /** Device pixels for a pixel of the map. */
  readonly scale: number;
  private biggest?: number;

  constructor(
    readonly context: CanvasRenderingContext2D,
    readonly layout: Layout,
    readonly theme: MapTheme,
    readonly view: MapView,
    readonly pixelRatio: number,
    readonly texts: Texts,
    readonly palette = new Palette(context, layout.input.fills, theme, pixelRatio)
  ) {
    this.scale = view.scale * pixelRatio;
  }

  /** Of the sizes that are numbers above 0; 1 where there are none. */
  get biggestSize(): number {
    this.biggest ??=
      this.layout.input.sizes?.reduce((most, size) => (size > most && size < Infinity ? size : most), 0) || 1;
    return this.biggest;
  }

  x(mapX: number): number {
    return Math.round((mapX - this.view.left) * this.scale);
  }

  y(mapY: number): number {
    return Math.round((mapY - this.view.top) * this.scale);
  }

  area({ x, y, width, height }: Rect): Rect {
    const left = this.x(x);
    const top = this.y(y);
    return { x: left, y: top, width: this.x(x + width) - left, height: this.y(y + height) - top };
  }

  fill(color: string | CanvasPattern, { x, y, width, height }: Rect): void {
    this.context.fillStyle = color;
    this.context.fillRect(x, y, width, height);
  }

  isVisible({ x, y, width, height }: Rect): boolean {
    const { width: mapWidth, height: mapHeight } = this.layout.options;
    return x + width > 0 && y + height > 0 && x < mapWidth * this.pixelRatio && y < mapHeight * this.pixelRatio;
  }

  /**
   * One line, cut to its room and in the middle of its height, on a plate if there is a colour for one. Returns its width. What
   * is `whole` or nothing is not cut: a number would be another one.
   */
  write(text: string, room: Rect, { color, align, plate, whole = false }: Writing): number {
    const { context, pixelRatio } = this;
    context.font = `${FONT_SIZE * pixelRatio}px ${this.theme.fontFamily}`;
    const shown = this.texts.fit(context, text, room.width);
    if (shown === '' || (whole && shown !== text)) {
      return 0;
    }
    const width = this.texts.widthOf(context, shown);
    const free = align === 'left' ? 0 : (room.width - width) / (align === 'center' ? 2 : 1);
    const x = Math.round(room.x + free);
    const y = Math.round(room.y + room.height / 2);
    if (plate !== undefined) {
      const padding = Math.round(PLATE.padding * pixelRatio);
      const height = Math.round(PLATE.height * pixelRatio);
      this.fill(plate, {
        x: x - padding,
        y: y - Math.round(height / 2),
        width: Math.ceil(width) + 2 * padding,
        height,
      });
    }
    context.fillStyle = color;
    context.textBaseline = 'middle';
    context.fillText(shown, x, y);
    return width;
  }
}
