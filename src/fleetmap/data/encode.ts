import { isEmpty } from './column';

/** A column by its distinct values, as far fewer than nodes as these may be: all that is empty is one of them. */
export interface Encoded {
  /** For each value the first node that has it. */
  firstNodes: number[];
  /** For each value how many nodes have it. */
  counts: number[];
  /** By node the position of its value. */
  codes: Uint32Array;
}

export function encode(values: ArrayLike<unknown>, count: number): Encoded {
  const codeOf = new Map<unknown, number>();
  const firstNodes: number[] = [];
  const counts: number[] = [];
  const codes = new Uint32Array(count);
  for (let node = 0; node < count; node++) {
    const value = isEmpty(values[node]) ? null : values[node];
    let code = codeOf.get(value);
    if (code === undefined) {
      code = firstNodes.push(node) - 1;
      counts.push(0);
      codeOf.set(value, code);
    }
    counts[code]++;
    codes[node] = code;
  }
  return { firstNodes, counts, codes };
}
