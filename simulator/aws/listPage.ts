/** Which page of a list a call asks for. */
export interface ListPage {
  /** 1 without a token; unknown where the token isn't one of ours. */
  page: number | undefined;
  /** As it was sent. */
  sent: string | undefined;
  /** The operation's own token, which ours holds; none for a first page. */
  own: string | undefined;
  /** It comes from an empty page that a fault gave. */
  afterEmptyPage: boolean;
}

interface Seal {
  page: number;
  own: string | undefined;
  afterEmptyPage?: boolean;
  /** Tells tokens apart that lead to the same page. */
  turn?: number;
}

const tokenNames = ['NextToken', 'nextToken', 'PaginationToken'];

/** The name of a list's token, in what a call sends or in what it gets; none where there is no list. */
export function tokenName(members: object): string | undefined {
  return tokenNames.find((name) => Object.hasOwn(members, name));
}

/**
 * Takes our token out of a call's input, and puts the operation's own in its place: what each operation needs to go on is its
 * own affair, which page that is concerns the faults.
 */
export function openPage(input: Record<string, unknown>): { asked: ListPage; input: Record<string, unknown> } {
  const name = tokenName(input);
  const sent = name === undefined ? undefined : input[name];
  if (name === undefined || typeof sent !== 'string' || sent === '') {
    return { asked: { page: 1, sent: undefined, own: undefined, afterEmptyPage: false }, input };
  }
  const seal = readSeal(sent);
  if (!seal) {
    return { asked: { page: undefined, sent, own: sent, afterEmptyPage: false }, input };
  }
  const { [name]: _, ...query } = input;
  const { page, own, afterEmptyPage = false } = seal;
  return { asked: { page, sent, own, afterEmptyPage }, input: own === undefined ? query : { ...query, [name]: own } };
}

/** An operation's output with our token around its own. */
export function sealPage(output: object, { page = 1 }: ListPage): object {
  const name = tokenName(output);
  const own = name && (output as Record<string, unknown>)[name];
  return typeof own === 'string' && own !== '' ? { ...output, [name!]: writeSeal({ page: page + 1, own }) } : output;
}

export function writeSeal(seal: Seal): string {
  return Buffer.from(JSON.stringify(seal)).toString('base64');
}

function readSeal(token: string): Seal | null {
  try {
    const seal = JSON.parse(Buffer.from(token, 'base64').toString());
    return Number.isInteger(seal.page) ? seal : null;
  } catch {
    return null;
  }
}
