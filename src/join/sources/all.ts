import { AZURE_MONITOR } from './azureMonitor';
import { CLOUDWATCH } from './cloudWatch';
import type { MetricSource } from './metricSource';
import { PROMETHEUS } from './prometheus';

/** The sources of metrics that the product knows, in the order in which they are asked and named. */
export const METRIC_SOURCES: MetricSource[] = [CLOUDWATCH, AZURE_MONITOR, PROMETHEUS];
