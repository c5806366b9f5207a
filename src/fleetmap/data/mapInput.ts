import { FieldType, type GrafanaTheme2 } from '@grafana/data';
import type { FleetMapOptions } from '../options';
import type { GroupLevel, MapInput, Ranks } from '../model';
import { chooseRoles, type Roles } from './choose';
import { isEmpty, textOf, type Column, type NodeTable } from './column';
import { encode } from './encode';
import { fillsOf } from './fills';
import { grouping } from '../grouping';

/** What the layout needs of the nodes, who plays which part in it, and in words what is not as it was asked for. */
export interface MapData {
  table: NodeTable;
  roles: Roles;
  input: MapInput;
  complaints: string[];
}

/** `background`: the colour that cells have to stand out from. */
export function readMapInput(
  table: NodeTable,
  options: FleetMapOptions,
  theme: GrafanaTheme2,
  background: string
): MapData {
  const { roles, complaints } = chooseRoles(table, options);
  const count = table.length;
  const ids = textsOf(roles.identity, count, (node) => `row ${node + 1}`);
  const { fills, fillOf, complaints: ofFills } = fillsOf(roles.fill, count, theme, background);
  const input: MapInput = {
    count,
    ids,
    labels: roles.label === roles.identity ? ids : textsOf(roles.label, count, (node) => ids[node]),
    levels: roles.levels.map((column) => levelOf(column, count, theme)),
    fills,
    fillOf,
    sizes: roles.size && Float64Array.from({ length: count }, (_, node) => numberOf(roles.size!, node)),
    order: roles.order ? ranksOf(roles.order, count, options.orderDescending) : fillOf,
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
    texts[node] = isEmpty(value) ? fallback(node) : String(value);
  }
  return texts;
}

function levelOf(column: Column, count: number, theme: GrafanaTheme2): GroupLevel {
  const { firstNodes, codes } = encode(column.values, count);
  const codeOfName = new Map<string, number>();
  // Values that read alike are one group: a mapping may have made them so.
  const codeOfValue = firstNodes.map((node) => {
    const name = textOf(column, node, theme) || `No ${column.title}`;
    const code = codeOfName.get(name) ?? codeOfName.size;
    codeOfName.set(name, code);
    return code;
  });
  return { label: column.title, names: [...codeOfName.keys()], codes: codes.map((value) => codeOfValue[value]) };
}

/** Nodes without a value come last either way. */
function ranksOf({ field, values }: Column, count: number, descending: boolean): Ranks {
  const { firstNodes, codes } = encode(values, count);
  const isMeasured = [FieldType.number, FieldType.time, FieldType.boolean].includes(field.type);
  const keys = firstNodes.map((node) => {
    const value = values[node];
    const key = isMeasured ? Number(value) : String(value);
    return isEmpty(value) || Number.isNaN(key) ? undefined : key;
  });
  const sorted = [...new Set(keys.filter((key) => key !== undefined))].sort(
    isMeasured ? (a, b) => Number(a) - Number(b) : (a, b) => natural.compare(String(a), String(b))
  );
  const rankOf = new Map((descending ? sorted.reverse() : sorted).map((key, rank) => [key, rank]));
  const ranks = keys.map((key) => (key === undefined ? sorted.length : rankOf.get(key)!));
  return codes.map((value) => ranks[value]);
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
      'The data has no text field that could name the nodes, so they are told apart by row. Choose an identity field.',
    ];
  }
  let absent = 0;
  for (let node = 0; node < count; node++) {
    absent += isEmpty(identity.values[node]) ? 1 : 0;
  }
  return absent > 0
    ? [
        `${amount(absent, 'row has', 'rows have')} no ${identity.title} and ${absent === 1 ? 'is' : 'are'} identified by row number.`,
      ]
    : [];
}

/** Rows that share an identity, in words. No part of what a map is made of: to look for them takes as long as to lay it out. */
export function aboutTwins({ roles: { identity }, input: { ids, count } }: MapData): string[] {
  const twins = count - new Set(Array.from(ids)).size;
  return identity && twins > 0
    ? [
        `${amount(twins, 'row has', 'rows have')} the same ${identity.title} as an earlier row: each has a cell of its own.`,
      ]
    : [];
}

function aboutSizes({ size }: Roles, { sizes, count }: MapInput): string[] {
  const positive = sizes?.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0) ?? 0;
  if (!size || !sizes || positive === count) {
    return [];
  }
  return positive === 0
    ? [`Size by: "${size.title}" has no value above 0, so all cells are the same size.`]
    : [
        `Size by: ${amount(count - positive, 'node has', 'nodes have')} no ${size.title} above 0 and ${count - positive === 1 ? 'is' : 'are'} drawn smallest.`,
      ];
}

function amount(count: number, one: string, many: string): string {
  return `${grouping(count)} ${count === 1 ? one : many}`;
}
