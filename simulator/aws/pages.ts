import { createHash } from 'node:crypto';

export interface PageRequest<T> {
  /** Items a page; has been checked against the operation's range. */
  size: number;
  token: string | undefined;
  /** The operation and everything that a token depends on: another query's token is no good. */
  of: unknown;
  /** Has an empty page after the first, as operations do that filter what they have read. */
  sparse?: boolean;
  /** What an item is called: the list goes on behind the last ones that it gave, whatever came and went meanwhile. */
  nameOf?: (item: T) => string;
}

/** Where a list goes on: behind the first of these names that is still there, the last item first; else at an index. */
interface Place {
  start: number;
  behind?: string[];
  blank: boolean;
}

/** So many may vanish together without a list losing its place. */
const remembered = 10;

/** One page of a list, and the token of the next. Throws what `invalid` makes for a token that isn't one of ours. */
export function takePage<T>(
  items: T[],
  { size, token, of, sparse = false, nameOf }: PageRequest<T>,
  invalid: () => Error
): { items: T[]; nextToken: string | undefined } {
  const query = createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 16);
  const from: Place = token === undefined ? { start: 0, blank: false } : readToken(token, query, invalid);
  if (from.start > items.length && !nameOf) {
    throw invalid();
  }
  if (from.blank) {
    return { items: [], nextToken: writeToken(query, { ...from, blank: false }) };
  }
  const start = nameOf ? startBehind(items, from, nameOf) : from.start;
  const end = start + size;
  const behind =
    nameOf &&
    items
      .slice(Math.max(start, end - remembered), end)
      .map(nameOf)
      .reverse();
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? writeToken(query, { start: end, behind, blank: sparse && start === 0 }) : undefined,
  };
}

function startBehind<T>(items: T[], { start, behind = [] }: Place, nameOf: (item: T) => string): number {
  const names = items.map(nameOf);
  const last = behind.map((name) => names.indexOf(name)).find((index) => index >= 0);
  return last === undefined ? start : last + 1;
}

function writeToken(query: string, place: Place): string {
  return Buffer.from(JSON.stringify({ query, ...place })).toString('base64');
}

function readToken(token: string, query: string, invalid: () => Error): Place {
  try {
    const read = JSON.parse(Buffer.from(token, 'base64').toString());
    if (read.query === query && Number.isInteger(read.start)) {
      return { start: read.start, behind: read.behind, blank: read.blank === true };
    }
  } catch {
    // Falls through: what can't be read isn't ours.
  }
  throw invalid();
}
