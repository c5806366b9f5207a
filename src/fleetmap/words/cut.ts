/** Names come from elsewhere and may be of any length: a card or a menu shows their beginning. */
const LONGEST = 120;

/** By what a reader takes for one character, however it is encoded. */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function cut(text: string): string {
  return text.length > LONGEST ? `${beginning(text, LONGEST)}…` : text;
}

/** The whole characters among the first `length` UTF-16 units. */
export function beginning(text: string, length: number): string {
  return text.slice(0, segmenter.segment(text).containing(length)?.index);
}

export function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
