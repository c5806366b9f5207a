import { beginning, charactersOf } from '../words/cut';

/** Longer texts would be cut anyway, and measuring 10 kB of them takes its time. */
const LONGEST = 200;
/** Labels of nodes that are gone are forgotten some time. */
const MOST_REMEMBERED = 20_000;
const ELLIPSIS = '…';
/** What of a text says something when it is cut: one letter doesn't. */
const FEWEST_LETTERS = 2;
/** A cut between words may lose this part of what has room: more, and `i-…` would be all that is left of an id. */
const MOST_LOST = 0.5;

const LETTER = /[\p{L}\p{N}]/u;

/** Texts cut to the room that they have. Each is measured once for a font and a width. */
export class Texts {
  private readonly widths = new Map<string, number>();
  private readonly cuts = new Map<string, string>();

  /**
   * The text or its beginning with an ellipsis, whole words where that keeps most of what has room, '' where hardly anything
   * has; `room` in the context's pixels.
   */
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
    const start = beginning(text, LONGEST);
    if (start === text && this.widthOf(context, text) <= room) {
      return text;
    }
    const characters = charactersOf(start);
    const cutAt = (length: number) => characters.slice(0, length).join('').trimEnd() + ELLIPSIS;
    let length = Math.floor((characters.length * room) / Math.max(1, this.widthOf(context, start)));
    length = Math.min(length, characters.length);
    while (length > 0 && context.measureText(cutAt(length)).width > room) {
      length--;
    }
    const words = endOfWord(characters, length);
    const kept = words >= length * MOST_LOST ? words : length;
    return characters.slice(0, kept).filter(isLetter).length >= FEWEST_LETTERS ? cutAt(kept) : '';
  }
}

const isLetter = (character: string): boolean => LETTER.test(character);

/** The last place up to `length` characters where a word ends or begins, 0 where there is none. */
function endOfWord(characters: string[], length: number): number {
  const isBetween = (place: number) => !isLetter(characters[place - 1]) || !isLetter(characters[place] ?? ' ');
  while (length > 0 && !isBetween(length)) {
    length--;
  }
  return length;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= MOST_REMEMBERED) {
    map.clear();
  }
  map.set(key, value);
}
