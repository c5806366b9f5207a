import { groupBy, sumBy } from 'lodash';
import type { MapInput } from '../model';

/** A group of nodes before it has a place on the map. */
export interface Branch {
  path: string[];
  children: Branch[];
  /** Its nodes are `members[first]` to `members[first + count - 1]` of the tree. */
  first: number;
  count: number;
}

export interface Tree {
  root: Branch;
  /** Node numbers, group after group, inside a group in the input's order. */
  members: Uint32Array;
}

export const keyOf = (path: string[]): string => JSON.stringify(path);

/** Sorts nodes into their groups: the whole fleet, or the group with the key `zoom` alone. */
export function growTree(input: MapInput, zoom: string | null): Tree {
  const inside = zoomedCodes(input, zoom);
  const { leafOf, codesOf } = findLeaves(input, inside);
  const counts = new Uint32Array(codesOf.length);
  for (const leaf of leafOf) {
    if (leaf >= 0) {
      counts[leaf]++;
    }
  }

  const path = inside.map((code, level) => input.levels[level].names[code]);
  const starts = new Uint32Array(codesOf.length);
  let placed = 0;
  const grow = (path: string[], leaves: number[]): Branch => {
    const first = placed;
    const level = path.length;
    if (level === input.levels.length) {
      for (const leaf of leaves) {
        starts[leaf] = placed;
        placed += counts[leaf];
      }
      return { path, children: [], first, count: placed - first };
    }
    const { names } = input.levels[level];
    const parts = Object.values(groupBy(leaves, (leaf) => codesOf[leaf][level])).map((leaves) => ({
      leaves,
      name: names[codesOf[leaves[0]][level]],
      magnitude: magnitude(sumBy(leaves, (leaf) => counts[leaf])),
    }));
    // Big groups first make boxes that are nearly square. Sizes are compared by their power of two and then by name, so that
    // a few nodes more or less don't swap neighbours, and the same fleet looks the same on everyone's screen.
    parts.sort((a, b) => b.magnitude - a.magnitude || (a.name < b.name ? -1 : 1));
    const children = parts.map(({ name, leaves }) => grow([...path, name], leaves));
    return { path, children, first, count: placed - first };
  };
  const root = grow(path, [...codesOf.keys()]);

  const members = new Uint32Array(placed);
  const next = starts.slice();
  for (const node of inOrder(input)) {
    if (leafOf[node] >= 0) {
      members[next[leafOf[node]]++] = node;
    }
  }
  return { root, members };
}

const magnitude = (count: number): number => 31 - Math.clz32(count);

function zoomedCodes({ levels }: MapInput, zoom: string | null): number[] {
  const path: string[] = zoom === null ? [] : JSON.parse(zoom);
  const codes = path.map((name, level) => levels[level]?.names.indexOf(name) ?? -1);
  return codes.includes(-1) ? [] : codes;
}

/** Which combination of codes each node has: `codesOf[leafOf[node]]`, -1 where it isn't inside. */
function findLeaves({ count, levels }: MapInput, inside: number[]): { leafOf: Int32Array; codesOf: number[][] } {
  const leafOf = new Int32Array(count).fill(-1);
  const codesOf: number[][] = [];
  const leafByKey = new Map<number, number>();
  for (let node = 0; node < count; node++) {
    if (inside.length > 0 && inside.some((code, level) => levels[level].codes[node] !== code)) {
      continue;
    }
    let key = 0;
    for (const { names, codes } of levels) {
      key = key * names.length + codes[node];
    }
    let leaf = leafByKey.get(key);
    if (leaf === undefined) {
      leaf = codesOf.push(levels.map(({ codes }) => codes[node])) - 1;
      leafByKey.set(key, leaf);
    }
    leafOf[node] = leaf;
  }
  return { leafOf, codesOf };
}

/** Node numbers, smallest order first; NaN comes last, and nodes of the same order stay as they came. */
function inOrder({ count, order }: MapInput): Iterable<number> {
  const byOrder = new Map<number, number[]>();
  for (let node = 0; node < count; node++) {
    const rank = order ? order[node] : 0;
    const alike = byOrder.get(rank);
    alike ? alike.push(node) : byOrder.set(rank, [node]);
  }
  // Many nodes share a rank, and a typed array sorts its numbers without calls to compare them.
  return Array.from(Float64Array.from(byOrder.keys()).sort()).flatMap((rank) => byOrder.get(rank)!);
}
