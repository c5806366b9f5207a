import { AwsError } from '../aws/awsService';
import type { Metric } from './metricCatalog';
import type { Points } from './statistic';

/** A series on its way to an answer. */
export interface TimeSeries extends Points {
  /** What `${LABEL}` stands for. */
  label: string;
  /** Where it came from; null once arithmetic has mixed several. */
  origin: { metric: Metric; stat: string; period: number } | null;
}

/** What an expression can be worth. */
export type Value =
  { kind: 'scalar'; scalar: number } | { kind: 'series'; series: TimeSeries } | { kind: 'list'; list: TimeSeries[] };

/** Applies an operator as metric math does: scalars to every point, two series where both have one, lists member by member. */
export function combine(left: Value, right: Value, operator: (a: number, b: number) => number): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    return { kind: 'scalar', scalar: operator(left.scalar, right.scalar) };
  }
  if (left.kind === 'list') {
    if (right.kind === 'list') {
      throw new AwsError('ValidationException', 'Unsupported operand type(s): both operands are arrays of time series');
    }
    return { kind: 'list', list: left.list.map((one) => combineOne(one, right, operator)) };
  }
  if (right.kind === 'list') {
    return { kind: 'list', list: right.list.map((one) => combineOne(one, left, (a, b) => operator(b, a))) };
  }
  return left.kind === 'series'
    ? { kind: 'series', series: combineOne(left.series, right, operator) }
    : { kind: 'series', series: combineOne((right as { series: TimeSeries }).series, left, (a, b) => operator(b, a)) };
}

function combineOne(series: TimeSeries, other: Value, operator: (a: number, b: number) => number): TimeSeries {
  if (other.kind === 'scalar') {
    return mapPoints(series, (value) => operator(value, other.scalar));
  }
  const { times, values } = (other as { series: TimeSeries }).series;
  const partner = new Map(times.map((t, i) => [t, values[i]]));
  return keepFinite(
    series,
    series.times.map((t, i) => [t, operator(series.values[i], partner.get(t) ?? NaN)])
  );
}

export function mapPoints(series: TimeSeries, change: (value: number, time: number) => number): TimeSeries {
  return keepFinite(
    series,
    series.times.map((t, i) => [t, change(series.values[i], t)])
  );
}

/** Across a list, time by time: `SUM([m1, m2])`. */
export function acrossSeries(list: TimeSeries[], label: string, reduce: (values: number[]) => number): TimeSeries {
  const byTime = new Map<number, number[]>();
  for (const { times, values } of list) {
    times.forEach((t, i) => {
      const there = byTime.get(t);
      if (there) {
        there.push(values[i]);
      } else {
        byTime.set(t, [values[i]]);
      }
    });
  }
  const times = [...byTime.keys()].sort((a, b) => a - b);
  return { label, origin: null, times, values: times.map((t) => reduce(byTime.get(t)!)) };
}

/** A division by zero leaves no point behind. */
function keepFinite(series: TimeSeries, points: Array<[number, number]>): TimeSeries {
  const finite = points.filter(([, value]) => Number.isFinite(value));
  return { ...series, times: finite.map(([t]) => t), values: finite.map(([, value]) => value) };
}
