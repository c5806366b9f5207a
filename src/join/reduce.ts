import { ReducerID, reduceField } from '@grafana/data';
import { max, mean, min, sum } from 'lodash';
import type { ForeignSeries } from './foreignSeries';

/** A number with the time that it is of, epoch milliseconds. */
export interface Sample {
  value: number;
  time: number | null;
}

interface Reduction {
  ofSeries: ReducerID;
  /** Of the numbers of a machine's several series, of which there is at least one. */
  together(values: number[]): number;
}

const REDUCTIONS = {
  last: { ofSeries: ReducerID.lastNotNull, together: mean },
  mean: { ofSeries: ReducerID.mean, together: mean },
  max: { ofSeries: ReducerID.max, together: (values) => max(values)! },
  min: { ofSeries: ReducerID.min, together: (values) => min(values)! },
  sum: { ofSeries: ReducerID.sum, together: sum },
} satisfies Record<string, Reduction>;

export type Reducer = keyof typeof REDUCTIONS;

export const REDUCERS = Object.keys(REDUCTIONS) as Reducer[];

/**
 * One number for a machine: each series reduced, then all of them together, of the oldest of their last times. Null where no
 * series has a value.
 */
export function reduceSeries(series: ForeignSeries[], reducer: Reducer = 'last'): Sample | null {
  const { ofSeries, together } = REDUCTIONS[reducer];
  const samples = series.map((one) => sampleOf(one, ofSeries)).filter((sample) => sample !== null);
  if (samples.length === 0) {
    return null;
  }
  return {
    value: together(samples.map(({ value }) => value)),
    time: min(samples.map(({ time }) => time)) ?? null,
  };
}

function sampleOf({ field, time, row }: ForeignSeries, reducer: ReducerID): Sample | null {
  if (row !== undefined) {
    return isNumber(field.values[row]) ? { value: field.values[row], time: time?.values[row] ?? null } : null;
  }
  const calculated = reduceField({ field, reducers: [reducer] })[reducer];
  const last = field.values.findLastIndex(isNumber);
  return last >= 0 && isNumber(calculated) ? { value: calculated, time: time?.values[last] ?? null } : null;
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}
