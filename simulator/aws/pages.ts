import { createHash } from 'node:crypto';

export interface PageRequest {
  /** Items a page; has been checked against the operation's range. */
  size: number;
  token: string | undefined;
  /** The operation and everything that a token depends on: another query's token is no good. */
  of: unknown;
  /** Has an empty page after the first, as operations do that filter what they have read. */
  sparse?: boolean;
}

/** One page of a list, and the token of the next. Throws what `invalid` makes for a token that isn't one of ours. */
export function takePage<T>(
  items: T[],
  { size, token, of, sparse = false }: PageRequest,
  invalid: () => Error
): { items: T[]; nextToken: string | undefined } {
  const query = createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 16);
  const from = token === undefined ? { start: 0, blank: false } : readToken(token, query, invalid);
  if (from.start > items.length) {
    throw invalid();
  }
  if (from.blank) {
    return { items: [], nextToken: writeToken(query, from.start, false) };
  }
  const end = from.start + size;
  const more = end < items.length;
  return {
    items: items.slice(from.start, end),
    nextToken: more ? writeToken(query, end, sparse && from.start === 0) : undefined,
  };
}

function writeToken(query: string, start: number, blank: boolean): string {
  return Buffer.from(JSON.stringify({ query, start, blank })).toString('base64');
}

function readToken(token: string, query: string, invalid: () => Error): { start: number; blank: boolean } {
  try {
    const read = JSON.parse(Buffer.from(token, 'base64').toString());
    if (read.query === query && Number.isInteger(read.start)) {
      return { start: read.start, blank: read.blank === true };
    }
  } catch {
    // Falls through: what can't be read isn't ours.
  }
  throw invalid();
}
