import type { GetMetricDataOutput, MetricDataResult, ScanBy } from '@aws-sdk/client-cloudwatch';

import { AwsCall, AwsError } from '../aws/awsService';
import { isInsightsQuery, runInsights } from './insights';
import { expandLabel } from './label';
import type { Metric, MetricCatalog } from './metricCatalog';
import { evaluateMath } from './metricMath';
import { dimensionsOf, flag, members, optionalInteger, optionalText, requiredText, requiredTime } from './requestInput';
import { pageOf } from './resultPages';
import { parseSearchQuery } from './searchQuery';
import { statistics, Window } from './statistic';
import type { TimeSeries, Value } from './timeSeries';

interface Query {
  id: string;
  label?: string;
  returnData: boolean;
  period?: number;
  expression?: string;
  metricStat?: {
    namespace: string;
    metricName: string;
    dimensions: Metric['dimensions'];
    stat: string;
    period: number;
  };
}

const MAX_QUERIES = 500;
const MAX_SEARCH_SERIES = 500;
const TWO_WEEKS = 14 * 86_400_000;

/** What each limit's message says. */
const limits: Record<string, string> = {
  MaxQueryResultsExceeded: `Only the first ${MAX_SEARCH_SERIES} time series can be returned by a query.`,
  MaxMatchingResultsExceeded: 'The query matched more than 10,000 metrics, results might not be accurate.',
};

/** GetMetricData: metrics, SEARCH, metric math and Metrics Insights. */
export function getMetricData(catalog: MetricCatalog, clock: () => number) {
  return (input: Record<string, unknown>, call: AwsCall): GetMetricDataOutput => {
    const queries = members(input, 'MetricDataQueries').map(readQuery);
    if (queries.length === 0 || queries.length > MAX_QUERIES) {
      throw new AwsError(
        'ValidationException',
        `MetricDataQueries has ${queries.length} members; from 1 to ${MAX_QUERIES} are allowed.`
      );
    }
    const window = { from: requiredTime(input, 'StartTime'), to: requiredTime(input, 'EndTime'), now: clock() };
    if (window.from >= window.to) {
      throw new AwsError('ValidationException', 'The parameter StartTime must be less than the parameter EndTime.');
    }
    const run = new Run(catalog, call, queries, window);
    const descending = (optionalText(input, 'ScanBy') as ScanBy | undefined) !== 'TimestampAscending';
    const page = pageOf(
      queries.filter(({ returnData }) => returnData).flatMap((query) => run.results(query)),
      { descending, maxDatapoints: optionalInteger(input, 'MaxDatapoints'), token: optionalText(input, 'NextToken') }
    );
    return { ...page, Messages: [...run.messages].map((Code) => ({ Code, Value: limits[Code] })) };
  };
}

function readQuery(input: Record<string, unknown>): Query {
  const id = requiredText(input, 'Id');
  const expression = optionalText(input, 'Expression');
  const stat = input.MetricStat as Record<string, unknown> | undefined;
  if ((expression === undefined) === (stat === undefined)) {
    throw new AwsError('ValidationException', `The query '${id}' needs either MetricStat or Expression, and not both.`);
  }
  const query: Query = {
    id,
    expression,
    label: optionalText(input, 'Label'),
    returnData: flag(input, 'ReturnData', true),
    period: validPeriod(optionalInteger(input, 'Period')),
  };
  if (stat) {
    const metric = (stat.Metric ?? {}) as Record<string, unknown>;
    query.metricStat = {
      namespace: requiredText(metric, 'Namespace'),
      metricName: requiredText(metric, 'MetricName'),
      dimensions: dimensionsOf(metric),
      stat: requiredText(stat, 'Stat'),
      period: validPeriod(Number(requiredText(stat, 'Period')))!,
    };
  }
  return query;
}

function validPeriod(period: number | undefined): number | undefined {
  if (period !== undefined && !([1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0))) {
    throw new AwsError(
      'ValidationException',
      `The value ${period} for parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.`
    );
  }
  return period;
}

/** One call's queries, each worked out at most once, as they may refer to each other. */
class Run {
  readonly messages = new Set<string>();
  private readonly values = new Map<string, Value>();
  private readonly working = new Set<string>();

  constructor(
    private readonly catalog: MetricCatalog,
    private readonly call: AwsCall,
    private readonly queries: Query[],
    private readonly window: Window
  ) {}

  results(
    query: Query
  ): Array<Required<Pick<MetricDataResult, 'Id' | 'Label'>> & Pick<TimeSeries, 'times' | 'values'>> {
    const value = this.valueOf(query);
    if (value.kind === 'scalar') {
      throw new AwsError(
        'ValidationException',
        `Error in expression '${query.id}': the expression must return a time series`
      );
    }
    return (value.kind === 'list' ? value.list : [value.series]).map((series) => ({
      Id: query.id,
      Label: query.label === undefined ? series.label : expandLabel(query.label, series, this.call),
      times: series.times,
      values: series.values,
    }));
  }

  private valueOf(query: Query): Value {
    let value = this.values.get(query.id);
    if (!value) {
      if (this.working.has(query.id)) {
        throw new AwsError('ValidationException', `Error in expression '${query.id}': the expression refers to itself`);
      }
      this.working.add(query.id);
      value = query.metricStat ? this.metricStat(query.metricStat) : this.expression(query, query.expression!);
      this.values.set(query.id, value);
    }
    return value;
  }

  private metricStat({ namespace, metricName, dimensions, stat, period }: NonNullable<Query['metricStat']>): Value {
    const { account, region } = this.call;
    const metric = this.catalog.get(account, region, namespace, metricName, dimensions);
    // A metric that nobody ever sent is answered like one that has no data in the window.
    const points = metric ? statistics(metric, stat, period, this.window) : { times: [], values: [] };
    return {
      kind: 'series',
      series: { ...points, label: metricName, origin: metric ? { metric, stat, period } : null },
    };
  }

  private expression(query: Query, expression: string): Value {
    // Real CloudWatch wants Period for expressions other than SEARCH with its own; 300 is its usual default.
    const period = query.period ?? 300;
    try {
      if (isInsightsQuery(expression)) {
        const { series, messages } = runInsights(expression, this.catalog, this.call, period, this.window);
        messages.forEach((code) => this.messages.add(code));
        return { kind: 'list', list: series };
      }
      const value = evaluateMath(expression, {
        period,
        window: this.window,
        byId: (id) => this.referred(id),
        metrics: (part = '') =>
          this.queries
            .filter(({ id, metricStat }) => metricStat && id.includes(part))
            .flatMap((one) => asList(this.valueOf(one))),
        search: (text, stat, own) => this.search(text, stat, own ?? period),
      });
      return value.kind === 'series' ? { kind: 'series', series: { ...value.series, label: query.id } } : value;
    } catch (error) {
      if (error instanceof AwsError && !error.message.startsWith('Error in expression')) {
        throw new AwsError(error.code, `Error in expression '${query.id}': ${error.message}`, error.status);
      }
      throw error;
    }
  }

  private referred(id: string): Value {
    const query = this.queries.find((one) => one.id === id);
    if (!query) {
      throw new AwsError('ValidationException', `Undefined variable ${id}`);
    }
    return this.valueOf(query);
  }

  private search(text: string, stat: string, period: number): TimeSeries[] {
    const { account, region } = this.call;
    const { matches, namespace, metricName } = parseSearchQuery(text);
    const { now } = this.window;
    const found = this.catalog
      .list(account, region, namespace, metricName)
      // SEARCH finds what has reported within the past two weeks.
      .filter(({ presence }) => presence.from < now && presence.to > now - TWO_WEEKS)
      .filter((metric) => matches(metric, account));
    if (found.length > MAX_SEARCH_SERIES) {
      this.messages.add('MaxQueryResultsExceeded');
    }
    const severalNames = new Set(found.map((metric) => metric.metricName)).size > 1;
    return found.slice(0, MAX_SEARCH_SERIES).map((metric) => ({
      ...statistics(metric, stat, validPeriod(period)!, this.window),
      label: searchLabel(metric, severalNames),
      origin: { metric, stat, period },
    }));
  }
}

function searchLabel({ dimensions, metricName }: Metric, withName: boolean): string {
  return [...dimensions.map(({ Value }) => Value), ...(withName ? [metricName] : [])].join(' ') || metricName;
}

function asList(value: Value): TimeSeries[] {
  return value.kind === 'list' ? value.list : value.kind === 'series' ? [value.series] : [];
}
