import type { MapInput, Layout } from '../model';

/** How many nodes each fill has. */
export function countFills({ fills, fillOf }: MapInput): number[] {
  const counts = new Array<number>(fills.length).fill(0);
  for (const fill of fillOf) {
    counts[fill]++;
  }
  return counts;
}

/** The map in one sentence, for those who don't see it. */
export function summarize(
  { count, levels, fills }: MapInput,
  counts: number[],
  hidden: ReadonlySet<number>,
  search: { text: string; matched: number } | null
): string {
  const grouped = levels.length > 0 ? `, grouped by ${levels.map(({ label }) => label).join(', then ')}` : '';
  const states = fills
    .map(({ text }, fill) => `${grouping(counts[fill])} ${plain(text)}`)
    .filter((_, fill) => counts[fill]);
  const off = [...hidden].map((fill) => plain(fills[fill].text));
  return [
    `${nodes(count)}${grouped}: ${states.join(', ')}.`,
    ...(off.length > 0 ? [`Hidden: ${off.join(', ')}.`] : []),
    ...(search ? [`${nodes(search.matched)} ${search.matched === 1 ? 'matches' : 'match'} "${search.text}".`] : []),
  ].join(' ');
}

/** What the layout could not show node by node, in words: nothing is left out silently. */
export function aboutRoom({ tiles, groups, shown }: Layout): string[] {
  const folded = groups.reduce((sum, group) => sum + group.folded, 0);
  return [
    ...(tiles > 0 && groups.some(({ grid, collapsed }) => !collapsed && grid && grid.nodesPerCell > 1)
      ? [
          `There is no room for ${nodes(shown)} one by one: some cells are tiles of several and show the worst. Zoom into a group to see each.`,
        ]
      : []),
    ...(folded > 0
      ? [
          `${grouping(folded)} ${folded === 1 ? 'group is' : 'groups are'} too small for a box of ${folded === 1 ? 'its' : 'their'} own: zoom in, or group by a field with fewer values.`,
        ]
      : []),
  ];
}

/** Signs are for eyes: a screen reader says "check mark". */
export function plain(text: string): string {
  return text.replace(/^[^\p{L}\p{N}<>]+\s/u, '');
}

export function nodes(count: number): string {
  return `${grouping(count)} ${count === 1 ? 'node' : 'nodes'}`;
}

export function grouping(count: number): string {
  return count.toLocaleString('en-US');
}
