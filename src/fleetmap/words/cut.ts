/** Names come from elsewhere and may be of any length: a card or a menu shows their beginning. */
const LONGEST = 120;

export function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
