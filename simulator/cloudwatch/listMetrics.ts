import type { ListMetricsOutput } from '@aws-sdk/client-cloudwatch';

import { AwsCall, AwsError } from '../aws/awsService';
import type { Metric, MetricCatalog } from './metricCatalog';
import { dimensionsOf, flag, optionalText } from './requestInput';

const PAGE = 500;
const HOUR = 3_600_000;

/** ListMetrics: what has sent data in the past two weeks, or in the past three hours with `RecentlyActive=PT3H`. */
export function listMetrics(catalog: MetricCatalog, clock: () => number) {
  return (input: Record<string, unknown>, call: AwsCall): ListMetricsOutput => {
    const recentlyActive = optionalText(input, 'RecentlyActive');
    if (recentlyActive !== undefined && recentlyActive !== 'PT3H') {
      throw new AwsError('InvalidParameterValueException', 'The value for parameter RecentlyActive must be PT3H.');
    }
    const now = clock();
    const since = now - (recentlyActive ? 3 * HOUR : 14 * 24 * HOUR);
    const wanted = dimensionsOf(input);
    // A plain account is no monitoring account: another owner's metrics can't be in it.
    const owner = optionalText(input, 'OwningAccount');
    const found =
      owner !== undefined && owner !== call.account
        ? []
        : catalog
            .list(call.account, call.region, optionalText(input, 'Namespace'), optionalText(input, 'MetricName'))
            .filter((metric) => metric.presence.from < now && metric.presence.to > since && hasAll(metric, wanted));

    const from = offsetOf(optionalText(input, 'NextToken'), found.length);
    const page = found.slice(from, from + PAGE);
    return {
      Metrics: page.map(({ namespace, metricName, dimensions }) => ({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions,
      })),
      NextToken: from + PAGE < found.length ? Buffer.from(`metrics:${from + PAGE}`).toString('base64') : undefined,
      OwningAccounts: flag(input, 'IncludeLinkedAccounts', false) ? page.map(() => call.account) : undefined,
    };
  };
}

/** Several filters of one name are alternatives; a filter without a value asks for the name alone. */
function hasAll(metric: Metric, wanted: Array<{ Name?: string; Value?: string }>): boolean {
  return wanted.every(({ Name }) => {
    const alternatives = wanted.filter((one) => one.Name === Name);
    return metric.dimensions.some(
      (own) => own.Name === Name && alternatives.some(({ Value }) => Value === undefined || Value === own.Value)
    );
  });
}

function offsetOf(token: string | undefined, total: number): number {
  if (token === undefined) {
    return 0;
  }
  const offset = Number(/^metrics:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1]);
  if (!(offset < total)) {
    throw new AwsError('InvalidParameterValueException', 'The value for parameter NextToken is not valid.');
  }
  return offset;
}
