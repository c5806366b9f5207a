/** Longer texts would be cut anyway, and measuring 10 kB of them takes its time. */
const LONGEST = 200;
/** Labels of nodes that are gone are forgotten some time. */
const MOST_REMEMBERED = 20_000;
const ELLIPSIS = '…';

/** Texts cut to the room that they have. Each is measured once for a font and a width. */
export class Texts {
  private readonly widths = new Map<string, number>();
  private readonly cuts = new Map<string, string>();

  /** The text or its beginning with an ellipsis, '' where not even that has room; `room` in the context's pixels. */
  fit(context: CanvasRenderingContext2D, text: string, room: number): string {
    const key = `${context.font}\n${Math.floor(room)}\n${text.slice(0, LONGEST)}`;
    let cut = this.cuts.get(key);
    if (cut === undefined) {
      cut = this.cut(context, text, room);
      remember(this.cuts, key, cut);
    }
    return cut;
  }

  widthOf(context: CanvasRenderingContext2D, text: string): number {
    const key = `${context.font}\n${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      ({ width } = context.measureText(text));
      remember(this.widths, key, width);
    }
    return width;
  }

  private cut(context: CanvasRenderingContext2D, text: string, room: number): string {
    const characters = [...text.slice(0, LONGEST)];
    const whole = characters.join('');
    if (whole.length === text.length && this.widthOf(context, text) <= room) {
      return text;
    }
    let length = Math.floor((characters.length * room) / Math.max(1, this.widthOf(context, whole)));
    for (length = Math.min(length, characters.length); length > 0; length--) {
      const cut = characters.slice(0, length).join('').trimEnd() + ELLIPSIS;
      if (context.measureText(cut).width <= room) {
        return cut;
      }
    }
    return '';
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= MOST_REMEMBERED) {
    map.clear();
  }
  map.set(key, value);
}
