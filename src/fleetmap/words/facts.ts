import { FieldType, type GrafanaTheme2 } from '@grafana/data';
import { textOf, type Column } from '../data/column';
import type { MapData } from '../data/mapInput';

/** What a card says of one node beside its name. */
export interface Fact {
  name: string;
  text: string;
}

/** A card is read at a glance; the table has the rest. */
const MOST_FACTS = 12;
const DURATIONS = new Set(['ms', 's', 'm', 'h', 'd', 'dtdurations', 'dtdurationms', 'dthms']);

/** The id, what the map is made of, then states and ages: with their units and in the data's own words. */
export function factsOf({ table, roles }: MapData, node: number, theme: GrafanaTheme2): Fact[] {
  const { identity, label, levels, fill, size, order } = roles;
  const parts = [identity !== label && identity, fill, size, order, ...levels];
  const states = table.columns.filter(({ field }) => field.config.mappings?.length);
  const ages = table.columns.filter(
    ({ field }) => field.type === FieldType.time || (field.config.unit && DURATIONS.has(field.config.unit))
  );
  const numbers = table.columns.filter(({ field }) => field.type === FieldType.number);
  const columns = new Set([...parts, ...states, ...ages, ...numbers].filter((column): column is Column => !!column));
  return [...columns]
    .filter((column) => column !== label)
    .map((column) => ({ name: column.title, text: textOf(column, node, theme) }))
    .filter(({ text }) => text !== '')
    .slice(0, MOST_FACTS);
}
