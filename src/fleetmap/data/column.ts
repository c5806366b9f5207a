import {
  FieldType,
  getDisplayProcessor,
  type DataFrame,
  type DisplayProcessor,
  type DisplayValue,
  type Field,
  type FieldSparkline,
  type GrafanaTheme2,
  getFieldDisplayName,
} from '@grafana/data';

/** A field over all nodes, whichever frame it came from. */
export interface Column {
  name: string;
  title: string;
  /** Its type, its field config and its display processor. */
  field: Field;
  /** By node; null where the node's frame doesn't have it. */
  values: ArrayLike<unknown>;
  /** Where a node's value stands, for its data links; absent where it has none. */
  origin(node: number): { field: Field; row: number } | undefined;
}

/** Nodes in rows, as one query or several together tell of them. */
export interface NodeTable {
  /** What people know the query by. */
  name: string;
  length: number;
  columns: Column[];
  /** A node's value over time, where the data has one. */
  sparkline?(node: number): FieldSparkline | undefined;
}

export function tableOfFrame(frame: DataFrame, index: number, all: DataFrame[]): NodeTable {
  return {
    name: nameOfQuery(frame, index),
    length: frame.length,
    columns: frame.fields
      .filter(({ type }) => type !== FieldType.frame && type !== FieldType.nestedFrames)
      .map((field) => ({
        name: field.name,
        title: getFieldDisplayName(field, frame, all),
        field,
        values: field.type === FieldType.other ? field.values.map(asText) : field.values,
        origin: (row) => ({ field, row }),
      })),
  };
}

/** Objects and lists are told apart by what is in them. */
function asText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

export function nameOfQuery({ name, refId }: DataFrame, index: number): string {
  return refId ? `query ${refId}` : name || `frame ${index + 1}`;
}

/** The column of a name or display name, as options have it. */
export function findColumn({ columns }: NodeTable, name: string): Column | undefined {
  return columns.find((column) => column.name === name) ?? columns.find((column) => column.title === name);
}

/** Grafana gives panels fields with a display processor; frames made here have none yet. */
export function displayOf({ field }: Column, theme: GrafanaTheme2): DisplayProcessor {
  return field.display ?? getDisplayProcessor({ field, theme });
}

/** What value mappings make of a value; undefined where they don't speak of it. */
export function mappedDisplayOf(column: Column, theme: GrafanaTheme2): (value: unknown) => DisplayValue | undefined {
  const { field } = column;
  const display = displayOf(column, theme);
  const plain = getDisplayProcessor({ field: { ...field, config: { ...field.config, mappings: [] } }, theme });
  return (value) => {
    const shown = display(value);
    const unmapped = plain(value);
    return shown.text !== unmapped.text || shown.color !== unmapped.color ? shown : undefined;
  };
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** A value as people read it, in the field's own words and unit. */
export function textOf(column: Column, node: number, theme: GrafanaTheme2): string {
  const value = column.values[node];
  if (isEmpty(value)) {
    return '';
  }
  const { prefix = '', text, suffix = '' } = displayOf(column, theme)(value);
  return `${prefix}${text}${suffix}`;
}
