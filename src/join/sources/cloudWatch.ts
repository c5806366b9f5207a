import type { MetricSource, ReadyMade } from './metricSource';

const PERIOD_SECONDS = 300;

export const CLOUDWATCH: MetricSource = {
  label: 'CloudWatch',
  pluginId: 'cloudwatch',
  flavours: [],
  variable: 'cloudwatch',
  brings: 'metrics of EC2 instances, and of hybrid nodes with the CloudWatch agent',
  cpu: [
    metric('AWS/EC2', 'CPUUtilization', 'InstanceId'),
    { ...metric('CWAgent', 'cpu_usage_idle', 'host', { cpu: 'cpu-total' }), complementTo: 100 },
    metric('CWAgent', 'Processor % Processor Time', 'host', { instance: '_Total' }),
  ],
  memory: [
    metric('CWAgent', 'mem_used_percent', 'InstanceId'),
    metric('CWAgent', 'Memory % Committed Bytes In Use', 'InstanceId'),
    metric('CWAgent', 'mem_used_percent', 'host'),
    metric('CWAgent', 'Memory % Committed Bytes In Use', 'host'),
  ],
  disk: (['InstanceId', 'host'] as const).flatMap((dimension) => [
    metric('CWAgent', 'disk_used_percent', dimension, { path: '/' }),
    { ...metric('CWAgent', 'LogicalDisk % Free Space', dimension, { instance: 'C:' }), complementTo: 100 },
  ]),
  networkIn: [total('NetworkIn')],
  networkOut: [total('NetworkOut')],
  loadAsk: async () => (await import('../run/ask/cloudWatch')).askCloudWatch,
};

/** A metric of the CloudWatch builder over all machines that report it, by one dimension. */
function metric(
  namespace: string,
  metricName: string,
  dimension: 'InstanceId' | 'host',
  dimensions: Record<string, string> = {}
): ReadyMade {
  return {
    query: {
      queryMode: 'Metrics',
      metricQueryType: 0,
      metricEditorMode: 0,
      namespace,
      metricName,
      statistic: 'Average',
      period: '',
      region: 'default',
      // Metrics of AWS/EC2 have this one dimension; the agent's have others that differ from machine to machine.
      matchExact: namespace === 'AWS/EC2',
      dimensions: { [dimension]: ['*'], ...dimensions },
    },
    key: { label: dimension, kind: dimension === 'InstanceId' ? 'instanceId' : 'host' },
  };
}

/** A metric of EC2 whose samples are totals: of 5 minutes, or of one where monitoring is detailed, which 5 of make up. */
function total(metricName: string): ReadyMade {
  const { query, key } = metric('AWS/EC2', metricName, 'InstanceId');
  return { query: { ...query, statistic: 'Sum', period: String(PERIOD_SECONDS) }, key, divideBy: PERIOD_SECONDS };
}
