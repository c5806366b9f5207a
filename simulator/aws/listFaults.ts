import { type ListPage, tokenName, writeSeal } from './listPage';

/** What can happen to the pages of a list. */
export const listFaults = ['short', 'emptyPage', 'sameToken', 'newTokens', 'twice'] as const;
export type ListFault = (typeof listFaults)[number];

let turns = 0;

/** A page, struck. What is no list stays as it is. */
export function strikeList(output: object, fault: ListFault, asked: ListPage): object {
  const name = tokenName(output);
  if (name === undefined) {
    return output;
  }
  const again = { page: asked.page ?? 1, own: asked.own };
  switch (fault) {
    case 'short':
      // tag:GetResources ends its lists with an empty token, the others with none.
      return { ...output, [name]: name === 'PaginationToken' ? '' : undefined };
    case 'emptyPage':
      return { ...mapLists(output, () => []), [name]: writeSeal({ ...again, afterEmptyPage: true }) };
    case 'sameToken':
      return { ...output, [name]: asked.sent ?? writeSeal(again) };
    case 'newTokens':
      return { ...output, [name]: writeSeal({ ...again, turn: ++turns }) };
    case 'twice':
      return mapLists(output, (items) => items.flatMap((item) => [item, item]));
  }
}

/** An output with its lists changed. */
export function mapLists(output: object, change: (items: unknown[]) => unknown[]): object {
  return Object.fromEntries(
    Object.entries(output).map(([name, member]) => [name, Array.isArray(member) ? change(member) : member])
  );
}
