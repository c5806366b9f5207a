import { sum } from 'lodash';
import type { Fill, Layout, MapInput } from '../model';
import { cut } from './cut';
import { grouping } from '../grouping';

/** How many nodes each fill has, of all or of those `inside`. */
export function countFills({ fills, fillOf }: MapInput, inside?: Uint8Array): number[] {
  const counts = new Array<number>(fills.length).fill(0);
  fillOf.forEach((fill, node) => {
    counts[fill] += inside ? inside[node] : 1;
  });
  return counts;
}

/** How many of some nodes have each fill. */
export function countAmong({ fills, fillOf }: MapInput, nodes: number[]): number[] {
  const counts = new Array<number>(fills.length).fill(0);
  nodes.forEach((node) => counts[fillOf[node]]++);
  return counts;
}

/** More states than this nobody listens to; the legend has them all. */
const MOST_STATES = 8;

/** What the reader has done with the map, as far as it changes what is seen. */
interface Seen {
  hidden: ReadonlySet<number>;
  found: { text: string; matched: number } | null;
  /** Names on the way to the group that is shown alone. */
  path: string[];
}

/** The map in a few sentences, for those who don't see it. `counts`: nodes by fill, of what is shown. */
export function summarize({ count, levels, fills }: MapInput, counts: number[], { hidden, found, path }: Seen): string {
  const shown = sum(counts);
  const grouped = levels.length > 0 ? `, grouped by ${levels.map(({ label }) => cut(label)).join(', then ')}` : '';
  const states = statesIn(fills, counts);
  const further = states.length - MOST_STATES;
  const listed = further > 0 ? [...states.slice(0, MOST_STATES), `${grouping(further)} more`] : states;
  const off = [...hidden].filter((fill) => counts[fill]).map((fill) => cut(plain(fills[fill].text)));
  const isAllOff = off.length > 0 && off.length === states.length;
  return [
    path.length > 0
      ? `${path.map(cut).join(', ')}, ${grouping(shown)} of ${nodes(count)}: ${listed.join(', ')}.`
      : `${nodes(count)}${grouped}: ${listed.join(', ')}.`,
    ...(off.length > 0 ? [isAllOff ? 'All are hidden by the legend.' : `Hidden: ${off.join(', ')}.`] : []),
    ...(found ? [`${nodes(found.matched)} ${found.matched === 1 ? 'matches' : 'match'} "${cut(found.text)}".`] : []),
  ].join(' ');
}

/** How many nodes have each fill that there is, worst first. */
export function statesIn(fills: Fill[], counts: ArrayLike<number>): string[] {
  return fills.flatMap(({ text }, fill) => (counts[fill] > 0 ? [`${grouping(counts[fill])} ${cut(plain(text))}`] : []));
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
