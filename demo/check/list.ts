import type { LinkedRow } from '../../e2e/views/TableView';
import { parseAge, parseMoment } from './ages';
import { few, type Finding, grouped, same, withoutSign } from './compare';
import { accountName } from './expectations';
import type { PanelCheck } from './fleetOverview';
import type { MachineTruth, Truth } from './truth';

/** A row that a list should have. */
export interface ListedRow {
  /** What its cells say, by the titles of their columns. */
  cells: Record<string, string | number>;
  /** Paths of the AWS console's pages that its cells lead to, by the titles of their columns. */
  pages?: Record<string, string>;
  /** When what its cells tell the age of happened, by the titles of their columns; null where the cell is empty. */
  moments?: Record<string, number | null>;
  /** How many milliseconds its other cells tell of, likewise. */
  durations?: Record<string, number | null>;
  /** Where it stands among the others: by the first number, then by the next. */
  order: Array<number | string>;
  /** Whether it happened so near the beginning of the time range that the moment of opening decides. */
  isAtEdge?: boolean;
}

const DAY_MS = 24 * 3_600_000;
/** A page is opened, and read to its end, within so long. */
const EDGE_MS = 15 * 60_000;

/** Where a moment lies to the time range of the page, which is the last day. */
export function inTheLastDay(at: number, now: number): { isOut: boolean; isAtEdge: boolean } {
  return { isOut: at < now - DAY_MS - EDGE_MS, isAtEdge: Math.abs(at - (now - DAY_MS)) <= EDGE_MS };
}

/** The cells that say in which account and Region something is. */
export function placeCells(of: Pick<MachineTruth, 'account' | 'region'>, truth: Truth) {
  return { Account: accountName(of, truth), Region: of.region };
}

/**
 * All rows of a list, their order, and that its node ids lead to their dashboard. Of one with more rows than `most`, which it would
 * take long to scroll through, so many are read, and how many there are.
 */
export function list(expected: ListedRow[], now: number, most = Infinity): PanelCheck {
  return async (panel) => {
    const table = panel.table();
    const [count, shown] = [await table.rowCount(), await table.linkedRows(most)];
    const complaints: string[] = [];
    const left = new Map<string, ListedRow[]>();
    for (const row of [...expected].sort(inOrder)) {
      const text = [...Object.values(row.cells), ...Object.values(row.pages ?? {})].join(' | ');
      left.set(text, [...(left.get(text) ?? []), row]);
    }
    const { cells = {}, pages = {} } = expected[0] ?? {};
    const found = shown.flatMap((row): ListedRow[] => {
      const texts = Object.keys(cells).map((title) => inWords(title, row[title]));
      const text = [...texts, ...Object.keys(pages).map((title) => pageOf(row[title]))].join(' | ');
      const match = left.get(text)?.shift();
      complaints.push(...(match ? wrongTimes(text, row, match, now) : [`not expected: ${text}`]));
      return match ? [match] : [];
    });
    const unseen = [...left].flatMap(([text, rows]) => rows.filter(({ isAtEdge }) => !isAtEdge).map(() => text));
    const lacking = count > most ? [] : unseen;
    const misplaced = found.filter((row, index) => index > 0 && inOrder(found[index - 1], row) > 0);
    return {
      shown: `${count} rows`,
      complaints: [
        ...(count > most ? same('rows', expected.length, count) : []),
        ...few(lacking.map((text) => `not shown: ${text}`)),
        ...few(complaints),
        ...few(misplaced.map(({ cells }) => `stands too low: ${Object.values(cells).join(' | ')}`)),
      ],
    };
  };
}

/** Figures of a stat that count such rows, by their names. */
export function countsOf(expected: Record<string, ListedRow[]>): PanelCheck {
  return async (panel): Promise<Finding> => {
    const shown = await panel.stats();
    const complaints = Object.entries(expected).flatMap(([name, rows]) => {
      const value = shown.find((figure) => figure.name === name)?.value;
      const sure = rows.filter(({ isAtEdge }) => !isAtEdge).length;
      const fits = Array.from({ length: rows.length - sure + 1 }, (_, more) => grouped(sure + more));
      return fits.includes(value ?? '') ? [] : same(name, fits.join(' or '), value);
    });
    return {
      shown: shown.map(({ name, value }) => `${name} ${value}`).join(', '),
      complaints: [...complaints, ...same('figures', Object.keys(expected).length, shown.length)],
    };
  };
}

function inOrder(one: ListedRow, other: ListedRow): number {
  const decides = one.order.findIndex((value, index) => value !== other.order[index]);
  return decides < 0 ? 0 : one.order[decides] < other.order[decides] ? -1 : 1;
}

const NODE_ID = /^(m?i-[0-9a-f]+|eks_.+)$/;

/** What a cell says and, of a node's id, whether it leads to the node. */
function inWords(title: string, { text, href }: LinkedRow[string] = { text: '', href: null }): string {
  if (!NODE_ID.test(text) || title === 'Target') {
    return withoutSign(text);
  }
  const leads = href?.includes(`/d/onepane-node?var-node=${encodeURIComponent(text)}&`);
  return leads ? text : `${text}, which leads to ${href ?? 'nothing'}`;
}

function pageOf({ href }: LinkedRow[string] = { text: '', href: null }): string {
  const { pathname, hash } = new URL(href || 'about:nothing');
  return decodeURIComponent(pathname + hash);
}

/** Words such as "a day ago" are said of 22 hours and of 36; a duration is shown with three digits. */
const PRECISION = { moment: 0.6, duration: 0.01 };

function wrongTimes(text: string, row: LinkedRow, { moments = {}, durations = {} }: ListedRow, now: number): string[] {
  return [
    ...Object.entries(moments).map(([title, at]) => ({
      title,
      expected: at && at - now,
      parse: parseMoment,
      within: PRECISION.moment,
    })),
    ...Object.entries(durations).map(([title, ms]) => ({
      title,
      expected: ms,
      parse: parseAge,
      within: PRECISION.duration,
    })),
  ].flatMap(({ title, expected, parse, within }) => {
    const said = row[title]?.text ?? '';
    const fits =
      expected === null ? said === '' : Math.abs(parse(said) - expected) <= within * (Math.abs(expected) + 5 * 60_000);
    return fits ? [] : [`${text}: ${title} expected ${inHours(expected)}, shown ${said || 'nothing'}`];
  });
}

function inHours(ms: number | null): string {
  return ms === null ? 'nothing' : `${(ms / 3_600_000).toFixed(1)} hours`;
}
