import { AwsError } from '../aws/awsService';
import { mean, sampled } from '../metrics/signal';
import type { Metric } from './metricCatalog';

/** Points of one series, oldest first: period starts in epoch milliseconds, and their values. */
export interface Points {
  times: number[];
  values: number[];
}

/** A span that starts and ends at whole periods; `now` bounds what can have been measured. */
export interface Window {
  from: number;
  to: number;
  now: number;
}

type Statistic = (bin: Bin) => number;

/** The samples of one metric that fall into one period. */
interface Bin {
  count: number;
  average(): number;
  /** Ascending. */
  sorted(): number[];
}

/** Periods without a sample have no point, as CloudWatch has it. */
export function statistics(metric: Metric, stat: string, period: number, window: Window): Points {
  const statistic = parseStatistic(stat);
  const resolution = metric.resolution * 1000;
  const periodMs = period * 1000;
  const from = Math.max(window.from, Math.floor(metric.presence.from / periodMs) * periodMs);
  const to = Math.min(window.to, metric.presence.to, window.now);
  const points: Points = { times: [], values: [] };
  for (let start = Math.floor(from / periodMs) * periodMs; start < to; start += periodMs) {
    const first = Math.ceil(Math.max(start, metric.presence.from) / resolution) * resolution;
    // A sample arrives once its time is over.
    const end = Math.min(
      Math.ceil((start + periodMs) / resolution) * resolution,
      Math.floor(to / resolution) * resolution
    );
    const count = (end - first) / resolution;
    if (count > 0) {
      points.times.push(start);
      points.values.push(statistic(binOf(metric, first, end, count)));
    }
  }
  return points;
}

function binOf(metric: Metric, first: number, end: number, count: number): Bin {
  return {
    count,
    average: () => mean(metric.signal, first, end),
    sorted: () => sampled(metric.signal, first, count, metric.resolution * 1000).sort((a, b) => a - b),
  };
}

const plain: Record<string, Statistic> = {
  Average: (bin) => bin.average(),
  Sum: (bin) => bin.average() * bin.count,
  SampleCount: (bin) => bin.count,
  Minimum: (bin) => bin.sorted()[0],
  Maximum: (bin) => bin.sorted().at(-1)!,
  IQM: (bin) => averageOf(slice(bin.sorted(), 25, 75)),
};

/** `p95`, and the trimmed family in both notations: `tm90` is `TM(0%:90%)`. */
function parseStatistic(stat: string): Statistic {
  if (Object.hasOwn(plain, stat)) {
    return plain[stat];
  }
  const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(stat);
  if (percentile) {
    return (bin) => quantile(bin.sorted(), Number(percentile[1]));
  }
  const short = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d+)?|100)$/i.exec(stat);
  const long = /^(tm|wm|tc|ts)\((?:(\d+(?:\.\d+)?)%)?:(?:(\d+(?:\.\d+)?)%)?\)$/i.exec(stat);
  const [kind, low, high] = short
    ? [short[1].toLowerCase(), 0, Number(short[2])]
    : long
      ? [long[1].toLowerCase(), Number(long[2] ?? 0), Number(long[3] ?? 100)]
      : [];
  if (kind === undefined) {
    throw new AwsError('ValidationException', `The value ${stat} for parameter Stat is not a valid statistic.`);
  }
  return (bin) => {
    const kept = slice(bin.sorted(), low!, high!);
    switch (kind) {
      case 'tm':
        return averageOf(kept);
      case 'tc':
        return (bin.count * (high! - low!)) / 100;
      case 'ts':
        return (averageOf(kept) * bin.count * (high! - low!)) / 100;
      default:
        return averageOf(bin.sorted().map((value) => Math.min(Math.max(value, kept[0]), kept.at(-1)!)));
    }
  };
}

function quantile(sorted: number[], percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The values between two percentiles, never none. */
function slice(sorted: number[], low: number, high: number): number[] {
  const from = Math.min(Math.floor((sorted.length * low) / 100), sorted.length - 1);
  return sorted.slice(from, Math.max(from + 1, Math.ceil((sorted.length * high) / 100)));
}

function averageOf(values: number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
