import { AwsError } from '../aws/awsService';
import type { Metric, MetricCatalog } from './metricCatalog';
import { Points, statistics, Window } from './statistic';
import { acrossSeries, TimeSeries } from './timeSeries';

/** A parsed Metrics Insights query. */
interface InsightsQuery {
  aggregate: Aggregate;
  metricName: string;
  namespace: string;
  /** The exact dimensions of `SCHEMA()`; null for a bare namespace. */
  schema: string[] | null;
  where: Array<{ dimension: string; equal: boolean; value: string }>;
  groupBy: string[];
  orderBy: { aggregate: Aggregate; descending: boolean } | null;
  limit: number;
}

type Aggregate = 'AVG' | 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** What a query found, and the codes of the limits that it met. */
interface InsightsResult {
  series: TimeSeries[];
  messages: string[];
}

const MAX_SERIES = 500;
const MAX_METRICS = 10_000;
const stats: Record<Aggregate, string> = {
  AVG: 'Average',
  SUM: 'Sum',
  MIN: 'Minimum',
  MAX: 'Maximum',
  COUNT: 'SampleCount',
};

export function isInsightsQuery(expression: string): boolean {
  return /^\s*SELECT\s/i.test(expression);
}

/** Runs `SELECT AVG(m) FROM SCHEMA("ns", Dim) [WHERE ..] [GROUP BY ..] [ORDER BY ..] [LIMIT n]` (AWS: "Metrics Insights query components and syntax"). */
export function runInsights(
  expression: string,
  catalog: MetricCatalog,
  place: { account: string; region: string },
  period: number,
  window: Window
): InsightsResult {
  const query = parse(expression);
  const messages: string[] = [];
  let metrics = catalog
    .list(place.account, place.region, query.namespace, query.metricName)
    .filter((metric) => selected(metric, query));
  if (metrics.length > MAX_METRICS) {
    messages.push('MaxMatchingResultsExceeded');
    metrics = metrics.slice(0, MAX_METRICS);
  }
  const groups = new Map<string, Metric[]>();
  for (const metric of metrics) {
    const group = query.groupBy.map((name) => valueOf(metric, name) ?? 'Other').join(' ') || query.metricName;
    groups.set(group, [...(groups.get(group) ?? []), metric]);
  }
  const series = [...groups]
    .map(([label, members]) => aggregateOver(members, label, query, period, window))
    .filter(({ times }) => times.length > 0);
  const { orderBy } = query;
  if (orderBy) {
    const rank = new Map(series.map((one) => [one, ranking(one.values, orderBy.aggregate)]));
    series.sort((a, b) => (orderBy.descending ? -1 : 1) * (rank.get(a)! - rank.get(b)!));
  }
  if (Math.min(series.length, query.limit) > MAX_SERIES) {
    messages.push('MaxQueryResultsExceeded');
  }
  return { series: series.slice(0, Math.min(query.limit, MAX_SERIES)), messages };
}

/** All samples of a group count alike, as if they were one metric's. */
function aggregateOver(
  metrics: Metric[],
  label: string,
  query: InsightsQuery,
  period: number,
  window: Window
): TimeSeries {
  const points = (stat: string) => metrics.map((metric) => asSeries(statistics(metric, stat, period, window)));
  if (metrics.length === 1) {
    const [only] = points(stats[query.aggregate]);
    return { ...only, label };
  }
  const sums = (stat: string) =>
    acrossSeries(points(stat), label, (values) => values.reduce((sum, value) => sum + value, 0));
  switch (query.aggregate) {
    case 'MIN':
      return acrossSeries(points('Minimum'), label, (values) => Math.min(...values));
    case 'MAX':
      return acrossSeries(points('Maximum'), label, (values) => Math.max(...values));
    case 'AVG': {
      const [total, count] = [sums('Sum'), sums('SampleCount')];
      return { ...total, values: total.values.map((value, i) => value / count.values[i]) };
    }
    default:
      return sums(stats[query.aggregate]);
  }
}

function asSeries(points: Points): TimeSeries {
  return { ...points, label: '', origin: null };
}

function ranking(values: number[], aggregate: Aggregate): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    AVG: sum / values.length,
    SUM: sum,
    MIN: Math.min(...values),
    MAX: Math.max(...values),
    COUNT: values.length,
  }[aggregate];
}

function selected(metric: Metric, query: InsightsQuery): boolean {
  const { schema } = query;
  if (
    schema &&
    (schema.length !== metric.dimensions.length || !schema.every((name) => valueOf(metric, name) !== undefined))
  ) {
    return false;
  }
  return query.where.every(({ dimension, equal, value }) => (valueOf(metric, dimension) === value) === equal);
}

function valueOf(metric: Metric, dimension: string): string | undefined {
  return metric.dimensions.find(({ Name }) => Name === dimension)?.Value;
}

function parse(expression: string): InsightsQuery {
  const tokens = expression.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|!=|[(),=]|[^\s(),=!"']+/g) ?? [];
  let position = 0;
  const fail = (): never => {
    const token = tokens[position];
    throw new AwsError(
      'ValidationException',
      `Metrics Insights: syntax error at ${token === undefined ? 'the end of the query' : `'${token}'`}.`
    );
  };
  const is = (word: string) => tokens[position]?.toUpperCase() === word;
  const take = (word: string) => {
    const there = is(word);
    position += there ? 1 : 0;
    return there;
  };
  const expect = (word: string) => void (take(word) || fail());
  const name = (): string => {
    const token = tokens[position];
    if (token === undefined || /^[(),=]$|^!=$/.test(token)) {
      return fail();
    }
    position++;
    return /^["']/.test(token) ? token.slice(1, -1) : token;
  };
  const names = () => {
    const list = [name()];
    while (take(',')) {
      list.push(name());
    }
    return list;
  };
  const aggregate = (): Aggregate => {
    const word = tokens[position]?.toUpperCase();
    if (!word || !Object.hasOwn(stats, word)) {
      return fail();
    }
    position++;
    expect('(');
    return word as Aggregate;
  };

  expect('SELECT');
  const selectedAggregate = aggregate();
  const metricName = name();
  expect(')');
  expect('FROM');
  let namespace: string;
  let schema: string[] | null = null;
  if (take('SCHEMA')) {
    expect('(');
    [namespace, ...schema] = names();
    expect(')');
  } else {
    namespace = name();
  }
  const where: InsightsQuery['where'] = [];
  if (take('WHERE')) {
    do {
      const dimension = name();
      const equal = take('=') || (take('!=') ? false : fail());
      where.push({ dimension, equal, value: name() });
    } while (take('AND'));
  }
  let groupBy: string[] = [];
  if (take('GROUP')) {
    expect('BY');
    groupBy = names();
  }
  let orderBy: InsightsQuery['orderBy'] = null;
  if (take('ORDER')) {
    expect('BY');
    const by = aggregate();
    expect(')');
    orderBy = { aggregate: by, descending: take('DESC') };
    take('ASC');
  }
  let limit = Infinity;
  if (take('LIMIT')) {
    limit = Number(name());
    if (!Number.isInteger(limit) || limit < 1) {
      throw new AwsError('ValidationException', 'Metrics Insights: LIMIT takes a whole number from 1 on.');
    }
  }
  if (position < tokens.length) {
    fail();
  }
  return { aggregate: selectedAggregate, metricName, namespace, schema, where, groupBy, orderBy, limit };
}
