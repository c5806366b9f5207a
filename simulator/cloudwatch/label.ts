import type { TimeSeries } from './timeSeries';

/** What a label needs to know beside its series. */
export interface LabelContext {
  account: string;
  region: string;
}

const liveValues: Record<string, (values: number[]) => number> = {
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  FIRST: (values) => values[0],
  LAST: (values) => values[values.length - 1],
};

/** Fills a label's `${...}` parts (AWS: "Use dynamic labels"). What does not apply to the series reads `[not applicable]`. */
export function expandLabel(template: string, series: TimeSeries, context: LabelContext): string {
  return template.replace(/\$\{(?:PROP\('([^']*)'\)|([A-Z_]+))\}/g, (whole, property?: string, live?: string) => {
    if (property !== undefined) {
      return propertyOf(property, series, context) ?? '[not applicable]';
    }
    if (live === 'LABEL') {
      return series.label;
    }
    if (live === 'DATAPOINT_COUNT') {
      return String(series.values.length);
    }
    const reduce = liveValues[live!];
    if (!reduce) {
      return whole;
    }
    return series.values.length > 0 ? String(Number(reduce(series.values).toPrecision(6))) : '--';
  });
}

function propertyOf(property: string, { origin }: TimeSeries, context: LabelContext): string | undefined {
  switch (property) {
    case 'AccountId':
      return context.account;
    case 'Region':
      return context.region;
    case 'Namespace':
      return origin?.metric.namespace;
    case 'MetricName':
      return origin?.metric.metricName;
    case 'Stat':
      return origin?.stat;
    case 'Period':
      return origin ? String(origin.period) : undefined;
    default: {
      const name = /^Dim\.(.+)$/.exec(property)?.[1];
      return origin?.metric.dimensions.find(({ Name }) => Name === name)?.Value;
    }
  }
}
