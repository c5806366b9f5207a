import { FieldType, type GrafanaTheme2 } from '@grafana/data';
import type { FleetMapOptions } from '../options';
import type { GroupLevel, MapInput } from '../model';
import { legibleFills } from '../paint/legibleFills';
import { chooseRoles, type Roles } from './choose';
import { textOf, type Column, type NodeTable } from './column';
import { fillsOf } from './fills';

/** What the layout needs of the nodes, who plays which part in it, and in words what is not as it was asked for. */
export interface MapData {
  table: NodeTable;
  roles: Roles;
  input: MapInput;
  complaints: string[];
}

export function readMapInput(table: NodeTable, options: FleetMapOptions, theme: GrafanaTheme2): MapData {
  const { roles, complaints } = chooseRoles(table, options);
  const count = table.length;
  const ids = textsOf(roles.identity, count, (node) => `row ${node + 1}`);
  const { fills, fillOf, complaints: ofFills } = fillsOf(roles.fill, count, theme);
  const input: MapInput = {
    count,
    ids,
    labels: roles.label === roles.identity ? ids : textsOf(roles.label, count, (node) => ids[node]),
    levels: roles.levels.map((column) => levelOf(column, count, theme)),
    // Here and not where they are painted, so that legend and cards have the cells' own colours.
    fills: legibleFills(fills, theme.colors.background.primary),
    fillOf,
    sizes: roles.size && Float64Array.from({ length: count }, (_, node) => numberOf(roles.size!, node)),
    order: roles.order ? ranksOf(roles.order, count, options.orderDescending) : new Float64Array(fillOf),
    rowOf: new Uint32Array(count).map((_, node) => node),
  };
  return {
    table,
    roles,
    input,
    complaints: [...complaints, ...ofFills, ...aboutIdentity(roles, count), ...aboutSizes(roles, input)],
  };
}

function textsOf({ values }: Partial<Column> = {}, count: number, fallback: (node: number) => string): string[] {
  const texts = new Array<string>(count);
  for (let node = 0; node < count; node++) {
    const value = values?.[node];
    texts[node] = value === null || value === undefined || value === '' ? fallback(node) : String(value);
  }
  return texts;
}

function levelOf(column: Column, count: number, theme: GrafanaTheme2): GroupLevel {
  const codeOf = new Map<unknown, number>();
  const codeOfName = new Map<string, number>();
  const codes = new Uint32Array(count);
  for (let node = 0; node < count; node++) {
    const value = column.values[node] ?? '';
    let code = codeOf.get(value);
    if (code === undefined) {
      const name = textOf(column, node, theme) || `No ${column.title}`;
      code = codeOfName.get(name) ?? codeOfName.size;
      codeOfName.set(name, code);
      codeOf.set(value, code);
    }
    codes[node] = code;
  }
  return { label: column.title, names: [...codeOfName.keys()], codes };
}

/** Smallest first; nodes without a value come last either way. */
function ranksOf({ field, values }: Column, count: number, descending: boolean): Float64Array {
  const sign = descending ? -1 : 1;
  if (field.type === FieldType.number || field.type === FieldType.time || field.type === FieldType.boolean) {
    return Float64Array.from({ length: count }, (_, node) => {
      const value = values[node];
      return value === null || value === undefined || Number.isNaN(Number(value)) ? Infinity : sign * Number(value);
    });
  }
  const sorted = [...new Set(Array.from(values, (value) => String(value ?? '')))].sort(natural.compare);
  const rank = new Map(sorted.map((value, position) => [value, sign * position]));
  return Float64Array.from({ length: count }, (_, node) =>
    values[node] === null || values[node] === undefined ? Infinity : rank.get(String(values[node]))!
  );
}

/** web-2 comes before web-10. */
const natural = new Intl.Collator('en', { numeric: true });

function numberOf({ values }: Column, node: number): number {
  const value = values[node];
  return typeof value === 'number' ? value : NaN;
}

function aboutIdentity({ identity }: Roles, count: number): string[] {
  if (!identity) {
    return [
      'The data has no text field that could name the nodes, so they go by their rows. Choose an identity field.',
    ];
  }
  let absent = 0;
  const distinct = new Set<unknown>();
  for (let node = 0; node < count; node++) {
    const value = identity.values[node];
    if (value === null || value === undefined || value === '') {
      absent++;
    } else {
      distinct.add(value);
    }
  }
  const twins = count - absent - distinct.size;
  return [
    ...(absent > 0
      ? [`${amount(absent, 'row has', 'rows have')} no ${identity.title} and ${absent === 1 ? 'goes' : 'go'} by row.`]
      : []),
    ...(twins > 0
      ? [
          `${amount(twins, 'row shares its', 'rows share their')} ${identity.title} with a row before: each has a cell of its own.`,
        ]
      : []),
  ];
}

function aboutSizes({ size }: Roles, { sizes, count }: MapInput): string[] {
  const positive = sizes?.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0) ?? 0;
  if (!size || !sizes || positive === count) {
    return [];
  }
  return positive === 0
    ? [`Size by: "${size.title}" has no value above 0, so all cells are alike.`]
    : [
        `Size by: ${amount(count - positive, 'node has', 'nodes have')} no ${size.title} above 0 and ${count - positive === 1 ? 'is' : 'are'} drawn smallest.`,
      ];
}

function amount(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
