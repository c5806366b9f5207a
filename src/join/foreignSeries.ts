import { FieldType, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';

/** One number field of another source's answer, and the name under which it speaks of a machine. */
export interface ForeignSeries {
  /** Value of the key label (or column), as it came. */
  key: string;
  /** Tells two machines of one key apart where the source can: Prometheus' `instance`. */
  instance?: string;
  field: Field;
  /** The times of the field's values; absent in tables without a time. */
  time?: Field;
  /** In a table, the row that speaks of the machine. */
  row?: number;
}

/**
 * Takes frames apart into series by key. Frames come as time series or numeric frames, whose key is a label of the value
 * field (or its display name), or as tables, whose key is a column. `withoutKey` counts series that lack the key.
 */
export function seriesByKey(frames: DataFrame[], label: string): { series: ForeignSeries[]; withoutKey: number } {
  const series: ForeignSeries[] = [];
  let withoutKey = 0;
  for (const frame of frames) {
    const time = frame.fields.find((field) => field.type === FieldType.time);
    const keys = frame.fields.find((field) => field.name === label && field.type === FieldType.string);
    const numbers = frame.fields.filter((field) => field.type === FieldType.number);
    if (keys && numbers.length > 0) {
      keys.values.forEach((key, row) => key && series.push({ key: String(key), field: numbers[0], time, row }));
      continue;
    }
    for (const field of numbers) {
      const key = label === 'displayName' ? getFieldDisplayName(field, frame) : field.labels?.[label];
      if (key) {
        series.push({ key, instance: field.labels?.instance, field, time });
      } else {
        withoutKey++;
      }
    }
  }
  return { series, withoutKey };
}
