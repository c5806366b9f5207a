import type { ForeignSeries } from './foreignSeries';

/** The series as the enrichment's column shows them: what is left of 100 where the source says what is free. */
export function complement(series: ForeignSeries[], to: number | undefined): ForeignSeries[] {
  if (to === undefined) {
    return series;
  }
  return series.map((one) => ({
    ...one,
    field: {
      ...one.field,
      // What Grafana has calculated of the field before is of the numbers before.
      state: undefined,
      values: one.field.values.map((value) => (Number.isFinite(value) ? to - value : value)),
    },
  }));
}
