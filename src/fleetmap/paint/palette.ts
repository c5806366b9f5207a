import { formatHex, interpolate, wcagContrast } from 'culori';
import type { Pattern } from '../../statuses';
import type { Fill, MapTheme } from '../model';
import { fillIn, Veil, veilIn, withoutChange } from './looks';

/** How much of a colour is left in what the search doesn't find. */
const DIMMED = 0.25;
/** How much of the text's colour is in the empty cells of what the legend has switched off. */
const EMPTY = 0.15;
const NO_COLOR = '#808080';
/** Patterns repeat after so many CSS pixels: often enough to be seen in a cell of 3 px. */
const PERIOD = 4;

/** The opaque paint of each look, made once. */
export class Palette {
  private readonly paints = new Map<number, string | CanvasPattern>();
  private readonly inks = new Map<number, string>();

  private readonly fills: Fill[];
  private readonly theme: MapTheme;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    fills: Fill[],
    theme: MapTheme,
    private readonly pixelRatio: number
  ) {
    const read = (color: string): string => readColor(context, color);
    this.fills = fills.map((fill) => ({ ...fill, color: read(fill.color) }));
    const { background, box, text, textWeak } = theme;
    this.theme = { ...theme, background: read(background), box: read(box), text: read(text), textWeak: read(textWeak) };
  }

  /** What a cell is filled with; a mark of change doesn't matter. */
  paintOf(look: number): string | CanvasPattern {
    const key = withoutChange(look);
    let paint = this.paints.get(key);
    if (paint === undefined) {
      paint = this.mix(key);
      this.paints.set(key, paint);
    }
    return paint;
  }

  /** What can be read on a look, on a plate where it has a pattern: of background and text colour what stands out more. */
  inkOn(look: number): string {
    const key = withoutChange(look);
    let ink = this.inks.get(key);
    if (ink === undefined) {
      const { box, background, text, textWeak } = this.theme;
      const under = this.isPatterned(look) ? box : this.fills[fillIn(look)].color;
      const [light, dark] = [background, text].map((ink) => wcagContrast(ink, under));
      ink = veilIn(look) !== Veil.None ? textWeak : light > dark ? background : text;
      this.inks.set(key, ink);
    }
    return ink;
  }

  /** The colour of a look without its pattern. */
  colorOf(look: number): string {
    const { box, textWeak } = this.theme;
    const fill = fillIn(look);
    const veil = veilIn(look);
    if (fill < 0) {
      return box;
    }
    if (veil === Veil.Hidden) {
      return blend(box, textWeak, EMPTY);
    }
    const { color } = this.fills[fill];
    return veil === Veil.Dimmed ? blend(box, color, DIMMED) : color;
  }

  isPatterned(look: number): boolean {
    return fillIn(look) >= 0 && veilIn(look) !== Veil.Hidden && this.fills[fillIn(look)].pattern !== 'solid';
  }

  private mix(look: number): string | CanvasPattern {
    const mixed = this.colorOf(look);
    const pattern = this.isPatterned(look) ? this.fills[fillIn(look)].pattern : 'solid';
    const { box } = this.theme;
    return pattern === 'solid' ? mixed : (drawPattern(this.context, pattern, mixed, box, this.pixelRatio) ?? mixed);
  }
}

/** What the canvas makes of a colour of CSS, the system's colours too; grey where it is none. */
function readColor(context: CanvasRenderingContext2D, color: string): string {
  context.fillStyle = NO_COLOR;
  context.fillStyle = color;
  return context.fillStyle;
}

const blend = (from: string, to: string, part: number): string => formatHex(interpolate([from, to])(part));

function drawPattern(
  context: CanvasRenderingContext2D,
  pattern: Exclude<Pattern, 'solid'>,
  color: string,
  gap: string,
  pixelRatio: number
): CanvasPattern | null {
  const pixel = Math.max(1, Math.round(pixelRatio));
  const size = PERIOD * pixel;
  const tile = new OffscreenCanvas(size, size);
  const draw = tile.getContext('2d')!;
  draw.fillStyle = color;
  draw.fillRect(0, 0, size, size);
  draw.fillStyle = gap;
  if (pattern === 'dotted') {
    draw.fillRect(pixel, pixel, 2 * pixel, 2 * pixel);
  } else {
    // Steps of whole pixels: lines that are smoothed would turn into another colour.
    for (let step = 0; step < PERIOD; step++) {
      draw.fillRect(step * pixel, (PERIOD - 1 - step) * pixel, pixel, pixel);
    }
  }
  return context.createPattern(tile, 'repeat');
}
