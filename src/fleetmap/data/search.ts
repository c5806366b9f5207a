import type { MapInput } from '../model';

/** Which nodes have the text in their label, id, state or groups; null for an empty text. */
export function searchNodes(
  { count, ids, labels, levels, fills, fillOf }: MapInput,
  text: string
): { matches: Uint8Array; matched: number } | null {
  const wanted = text.trim().toLowerCase();
  if (!wanted) {
    return null;
  }
  const has = (words: string) => words.toLowerCase().includes(wanted);
  const fillFits = fills.map((fill) => has(fill.text));
  const nameFits = levels.map(({ names }) => names.map(has));
  const matches = new Uint8Array(count);
  let matched = 0;
  for (let node = 0; node < count; node++) {
    if (
      fillFits[fillOf[node]] ||
      levels.some(({ codes }, level) => nameFits[level][codes[node]]) ||
      has(labels[node]) ||
      has(ids[node])
    ) {
      matches[node] = 1;
      matched++;
    }
  }
  return { matches, matched };
}
