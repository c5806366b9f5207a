import type { Step } from './syntax';

export type Row = Record<string, unknown>;

/** Columns in their order; a row may leave out columns that are null. */
export interface Table {
  columns: string[];
  rows: Row[];
}

type JoinStep = Extract<Step, { kind: 'join' }>;

/** Each row once. */
export function distinct(table: Table): Table {
  const seen = new Set<string>();
  return {
    ...table,
    rows: table.rows.filter((row) => {
      const text = JSON.stringify(table.columns.map((name) => row[name] ?? null));
      return !seen.has(text) && seen.add(text);
    }),
  };
}

/** All rows of all tables, with the columns of each. */
export function unite(tables: Table[]): Table {
  return { columns: [...new Set(tables.flatMap(({ columns }) => columns))], rows: tables.flatMap(({ rows }) => rows) };
}

/** Columns of the right side that the left has, too, get a 1 at their end, as in Kusto. */
export function joined(left: Table, right: Table, { how, on }: JoinStep): Table {
  const leftKey = (row: Row) => JSON.stringify(on.map((pair) => row[pair.left] ?? null));
  const partners = new Map<string, Row[]>();
  for (const row of right.rows) {
    const key = JSON.stringify(on.map((pair) => row[pair.right] ?? null));
    partners.set(key, [...(partners.get(key) ?? []), row]);
  }
  const renamed = right.columns.map((name) => [name, left.columns.includes(name) ? `${name}1` : name] as const);
  const seen = new Set<string>();
  const rows = left.rows.flatMap((row) => {
    const key = leftKey(row);
    if (how === 'innerunique' && seen.has(key)) {
      return [];
    }
    seen.add(key);
    const found = partners.get(key) ?? (how === 'leftouter' ? [{}] : []);
    return found.map((partner: Row) => ({
      ...row,
      ...Object.fromEntries(renamed.map(([name, as]) => [as, partner[name] ?? null])),
    }));
  });
  return { columns: [...left.columns, ...renamed.map(([, as]) => as)], rows };
}
