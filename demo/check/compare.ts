import type { Named } from '../../e2e/views/PanelView';

/** What a panel shows, in a few words, and what is wrong with it. */
export interface Finding {
  shown: string;
  complaints: string[];
}

/** Numbers stand on the page with their thousands grouped. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** A status without the sign before it: "✕ Failed" is "Failed". */
export function withoutSign(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+\s/u, '');
}

export function same(what: string, expected: unknown, shown: unknown): string[] {
  return expected === shown ? [] : [`${what}: expected ${words(expected)}, shown ${words(shown)}`];
}

/** Names with their counts, in any order. */
export function sameCounts(expected: Map<string, number>, shown: Named[]): Finding {
  const left = new Map(expected);
  const complaints = shown.flatMap(({ name, value }) => {
    const bare = withoutSign(name);
    const count = left.get(bare);
    left.delete(bare);
    return same(bare, count === undefined ? 'nothing' : grouped(count), value);
  });
  const missing = [...left].map(([name, count]) => `${name}: expected ${grouped(count)}, not shown`);
  return {
    shown: shown.map(({ name, value }) => `${name} ${value}`).join(', '),
    complaints: [...complaints, ...missing],
  };
}

/** Rows in any order, each as often as it is expected. */
export function sameRows(expected: string[], shown: string[]): string[] {
  const left = new Map<string, number>();
  expected.forEach((row) => left.set(row, (left.get(row) ?? 0) + 1));
  const surplus: string[] = [];
  for (const row of shown) {
    const count = left.get(row) ?? 0;
    if (count > 0) {
      left.set(row, count - 1);
    } else {
      surplus.push(row);
    }
  }
  const lacking = [...left].flatMap(([row, count]) => Array<string>(count).fill(row));
  return [
    ...same('rows', expected.length, shown.length),
    ...few(lacking.map((row) => `not shown: ${row}`)),
    ...few(surplus.map((row) => `not expected: ${row}`)),
  ];
}

const SHOWN_AT_MOST = 5;

/** Of many complaints of one kind, the first ones and how many more there are. */
export function few(complaints: string[]): string[] {
  const more = complaints.length - SHOWN_AT_MOST;
  return more > 0 ? [...complaints.slice(0, SHOWN_AT_MOST), `... and ${more} more like it`] : complaints;
}

function words(value: unknown): string {
  return value === '' || value === undefined ? 'nothing' : String(value);
}
