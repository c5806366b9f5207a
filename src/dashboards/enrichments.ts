import type { Enrichment } from '../datasource/query';

/** Variables that hold the data sources to ask; by default all of their kind. */
export const METRIC_SOURCES = { cloudWatch: '${cloudwatch}', azureMonitor: '${azure}', prometheus: '${prometheus}' };

type Asked = Pick<Enrichment, 'sources' | 'query' | 'key'> & Partial<Enrichment>;

/** A metric of the CloudWatch builder over all machines that report it, by one dimension. */
function cloudWatch(
  namespace: string,
  metricName: string,
  dimension: 'InstanceId' | 'host',
  dimensions: Record<string, string> = {}
): Asked {
  return {
    sources: [METRIC_SOURCES.cloudWatch],
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

function azureMonitor(metricName: string): Asked {
  return {
    sources: [METRIC_SOURCES.azureMonitor],
    query: {
      queryType: 'Azure Monitor',
      azureMonitor: {
        metricNamespace: 'microsoft.compute/virtualmachines',
        metricName,
        aggregation: 'Average',
        timeGrain: 'auto',
        dimensionFilters: [],
      },
    },
    key: { label: 'displayName', kind: 'cloudId' },
  };
}

/** A PromQL expression by `instance`, with the host's name brought from the exporter's own info metric. */
function prometheus(expression: string, nameLabel: string, nameMetric: string): Asked {
  return {
    sources: [METRIC_SOURCES.prometheus],
    query: {
      expr: `(${expression}) * on(instance) group_left(${nameLabel}) max by (instance, ${nameLabel}) (${nameMetric})`,
    },
    key: { label: nameLabel, kind: 'host' },
  };
}

const LINUX = ['nodename', 'node_uname_info'] as const;
// windows_exporter renamed its host name metric: 0.31 has only the one, 0.28 only the other.
const WINDOWS = ['hostname', 'windows_os_hostname or windows_cs_hostname'] as const;

const column = (name: string, asked: Asked[]): Enrichment[] =>
  asked.map((one) => ({ column: name, unit: 'percent', ...one }));

/** CPU in use, in per cent, from whichever source hears the machine. */
export const CPU = column('CPU', [
  cloudWatch('AWS/EC2', 'CPUUtilization', 'InstanceId'),
  { ...cloudWatch('CWAgent', 'cpu_usage_idle', 'host', { cpu: 'cpu-total' }), complementTo: 100 },
  cloudWatch('CWAgent', 'Processor % Processor Time', 'host', { instance: '_Total' }),
  azureMonitor('Percentage CPU'),
  prometheus('100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))', ...LINUX),
  prometheus('100 * (1 - avg by (instance) (rate(windows_cpu_time_total{mode="idle"}[5m])))', ...WINDOWS),
]);

/** Memory in use, in per cent, from whichever source hears the machine. */
export const MEMORY = column('Memory', [
  cloudWatch('CWAgent', 'mem_used_percent', 'InstanceId'),
  cloudWatch('CWAgent', 'Memory % Committed Bytes In Use', 'InstanceId'),
  cloudWatch('CWAgent', 'mem_used_percent', 'host'),
  cloudWatch('CWAgent', 'Memory % Committed Bytes In Use', 'host'),
  { ...azureMonitor('Available Memory Percentage'), complementTo: 100 },
  prometheus(
    '100 * (1 - max by (instance) (node_memory_MemAvailable_bytes) / max by (instance) (node_memory_MemTotal_bytes))',
    ...LINUX
  ),
  prometheus(
    '100 * (1 - max by (instance) (windows_memory_physical_free_bytes or windows_os_physical_memory_free_bytes) / max by (instance) (windows_memory_physical_total_bytes or windows_cs_physical_memory_bytes))',
    ...WINDOWS
  ),
]);
