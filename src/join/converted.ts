import type { ForeignSeries } from './foreignSeries';
import type { Enrichment } from './spec';

/** The series in the enrichment's own terms: what is left of 100 where the source says what is free, a second's share of a total. */
export function converted(
  series: ForeignSeries[],
  { complementTo, divideBy = 1 }: Pick<Enrichment, 'complementTo' | 'divideBy'>
): ForeignSeries[] {
  if (complementTo === undefined && divideBy === 1) {
    return series;
  }
  const convert = (value: number) => (complementTo === undefined ? value : complementTo - value) / divideBy;
  return series.map((one) => ({
    ...one,
    field: {
      ...one.field,
      // What Grafana has calculated of the field before is of the numbers before.
      state: undefined,
      values: one.field.values.map((value) => (Number.isFinite(value) ? convert(value) : value)),
    },
  }));
}
