import type { MapInput, Ranks } from '../model';

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
  const { levels, order } = input;
  const inside = zoomedCodes(input, zoom);
  // From the last to the first: each sorting keeps the order of the one before, so that groups lie in one piece.
  const columns = [...levels.slice(inside.length).map(({ codes }) => codes), ...(order ? [order] : [])];
  const members = columns.reduceRight(sortedBy, nodesInside(input, inside));

  const grow = (path: string[], first: number, count: number): Branch => {
    const level = levels[path.length];
    if (!level) {
      return { path, children: [], first, count };
    }
    const { names, codes } = level;
    const children: Branch[] = [];
    const end = first + count;
    for (let from = first, to = first; from < end; from = to) {
      const code = codes[members[from]];
      while (to < end && codes[members[to]] === code) {
        to++;
      }
      children.push(grow([...path, names[code]], from, to - from));
    }
    return { path, children: children.sort(byMagnitude), first, count };
  };
  const path = inside.map((code, level) => levels[level].names[code]);
  return { root: grow(path, 0, members.length), members };
}

/**
 * Big groups first make boxes that are nearly square. Sizes are compared by their power of two and then by name, so that a few
 * nodes more or less don't swap neighbours, and the same fleet looks the same on everyone's screen.
 */
const byMagnitude = (a: Branch, b: Branch): number =>
  Math.clz32(a.count) - Math.clz32(b.count) || (a.path.at(-1)! < b.path.at(-1)! ? -1 : 1);

function zoomedCodes({ levels }: MapInput, zoom: string | null): number[] {
  const path: string[] = zoom === null ? [] : JSON.parse(zoom);
  const codes = path.map((name, level) => levels[level]?.names.indexOf(name) ?? -1);
  return codes.includes(-1) ? [] : codes;
}

function nodesInside({ count, levels }: MapInput, inside: number[]): Uint32Array {
  const all = new Uint32Array(count).map((_, node) => node);
  return inside.reduce((nodes, code, level) => nodes.filter((node) => levels[level].codes[node] === code), all);
}

/** A counting sort: it needs no comparisons, and nodes of the same rank stay as they came. */
function sortedBy(nodes: Uint32Array, ranks: Ranks): Uint32Array {
  let highest = 0;
  for (let i = 0; i < nodes.length; i++) {
    highest = Math.max(highest, ranks[nodes[i]]);
  }
  const starts = new Uint32Array(highest + 2);
  for (let i = 0; i < nodes.length; i++) {
    starts[ranks[nodes[i]] + 1]++;
  }
  for (let rank = 1; rank < starts.length; rank++) {
    starts[rank] += starts[rank - 1];
  }
  const sorted = new Uint32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    sorted[starts[ranks[nodes[i]]]++] = nodes[i];
  }
  return sorted;
}
