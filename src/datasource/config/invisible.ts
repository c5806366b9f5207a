/** What comes along when something is pasted, and nobody sees: blanks of all kinds, and what has no width. As in the server part. */
const INVISIBLE = String.raw`\s\p{Z}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\u2800`;
const AT_THE_ENDS = new RegExp(`^[${INVISIBLE}]+|[${INVISIBLE}]+$`, 'gu');
const FIRST = new RegExp(`[${INVISIBLE}]`, 'u');
const ANYWHERE = new RegExp(`[${INVISIBLE}]`, 'gu');

/** The value as the server part takes it: without what is invisible at its ends. */
export const trimmed = (value: string): string => value.replace(AT_THE_ENDS, '');

/** The value without anything invisible. */
export const visible = (value: string): string => value.replace(ANYWHERE, '');

const NAMES: Record<string, string> = {
  ' ': 'a blank',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a line break',
  '\u00a0': 'a no-break space (U+00A0)',
  '\u200b': 'a zero-width space (U+200B)',
  '\ufeff': 'a byte order mark (U+FEFF)',
};

/** Names the first invisible character inside a value, and what stands before it; undefined where there is none. */
export function invisibleProblem(value: string): string | undefined {
  const found = FIRST.exec(trimmed(value));
  if (!found) {
    return undefined;
  }
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const name = NAMES[found[0]] ?? `an invisible character (U+${code})`;
  return `Has ${name} after "${found.input.slice(0, found.index)}": take it out`;
}
