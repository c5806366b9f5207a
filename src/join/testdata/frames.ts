import { FieldType, type DataFrame, type Field, type Labels } from '@grafana/data';

export const field = (name: string, type: FieldType, values: unknown[], labels?: Labels): Field => ({
  name,
  type,
  config: {},
  values,
  ...(labels && { labels }),
});

export const frame = (...fields: Field[]): DataFrame => ({ length: fields[0]?.values.length ?? 0, fields });

/** A series as Grafana's sources of metrics answer with: one number field with labels, at times 1, 2, 3 ... */
export const seriesFrame = (labels: Labels, values: Array<number | null>): DataFrame =>
  frame(
    field(
      'Time',
      FieldType.time,
      values.map((_, index) => index + 1)
    ),
    field('Value', FieldType.number, values, labels)
  );

/** The values of a frame's fields by name. */
export const columnsOf = ({ fields }: DataFrame): Record<string, unknown[]> =>
  Object.fromEntries(fields.map(({ name, values }) => [name, values]));
