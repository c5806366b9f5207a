import { FieldType, ReducerID, getFieldDisplayName, reduceField, type DataFrame, type Field } from '@grafana/data';
import type { Enrichment } from '../datasource/query';

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

/** A number with the time that it is of, epoch milliseconds. */
export interface Sample {
  value: number;
  time: number | null;
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

const REDUCERS: Record<NonNullable<Enrichment['reducer']>, ReducerID> = {
  last: ReducerID.lastNotNull,
  mean: ReducerID.mean,
  max: ReducerID.max,
  min: ReducerID.min,
  sum: ReducerID.sum,
};

/** One number for a machine: each series reduced, then all of them together. Null where no series has a value. */
export function reduceSeries(
  series: ForeignSeries[],
  { reducer = 'last' }: Pick<Enrichment, 'reducer'> = {}
): Sample | null {
  const samples = series.map((one) => sampleOf(one, reducer)).filter((sample) => sample !== null);
  if (samples.length === 0) {
    return null;
  }
  const values = samples.map((sample) => sample.value);
  const times = samples.map((sample) => sample.time).filter((time) => time !== null);
  return { value: together(values, reducer), time: times.length > 0 ? Math.min(...times) : null };
}

function together(values: number[], reducer: NonNullable<Enrichment['reducer']>): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (reducer) {
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
    case 'sum':
      return sum;
    default:
      return sum / values.length;
  }
}

function sampleOf({ field, time, row }: ForeignSeries, reducer: NonNullable<Enrichment['reducer']>): Sample | null {
  if (row !== undefined) {
    return isNumber(field.values[row]) ? { value: field.values[row], time: time?.values[row] ?? null } : null;
  }
  const calculated = reduceField({ field, reducers: [REDUCERS[reducer]] })[REDUCERS[reducer]];
  const last = field.values.findLastIndex(isNumber);
  return last >= 0 && isNumber(calculated) ? { value: calculated, time: time?.values[last] ?? null } : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The series as the enrichment's column shows them: what is left of 100 where the source says what is free. */
export function complement(series: ForeignSeries[], to: number | undefined): ForeignSeries[] {
  if (to === undefined) {
    return series;
  }
  return series.map((one) => ({
    ...one,
    field: {
      ...one.field,
      state: undefined,
      values: one.field.values.map((value) => (isNumber(value) ? to - value : value)),
    },
  }));
}
