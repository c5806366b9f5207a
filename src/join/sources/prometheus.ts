import type { MetricSource, ReadyMade } from './metricSource';

const LINUX = ['nodename', 'node_uname_info'] as const;
// windows_exporter renamed its host name metric: 0.31 has only the one, 0.28 only the other.
const WINDOWS = ['hostname', 'windows_os_hostname or windows_cs_hostname'] as const;

export const PROMETHEUS: MetricSource = {
  label: 'Prometheus',
  pluginId: 'prometheus',
  flavours: ['grafana-amazonprometheus-datasource'],
  variable: 'prometheus',
  brings: 'metrics of every machine with node_exporter or windows_exporter',
  cpu: [
    expression('100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))', ...LINUX),
    expression('100 * (1 - avg by (instance) (rate(windows_cpu_time_total{mode="idle"}[5m])))', ...WINDOWS),
  ],
  memory: [
    expression(
      '100 * (1 - max by (instance) (node_memory_MemAvailable_bytes) / max by (instance) (node_memory_MemTotal_bytes))',
      ...LINUX
    ),
    expression(
      '100 * (1 - max by (instance) (windows_memory_physical_free_bytes or windows_os_physical_memory_free_bytes) / max by (instance) (windows_memory_physical_total_bytes or windows_cs_physical_memory_bytes))',
      ...WINDOWS
    ),
  ],
  disk: [
    expression(`100 * (1 - ${root('node_filesystem_avail_bytes')} / ${root('node_filesystem_size_bytes')})`, ...LINUX),
    expression(`100 * (1 - ${systemVolume('free')} / ${systemVolume('size')})`, ...WINDOWS),
  ],
  networkIn: [
    expression(perSecond('node_network_receive_bytes_total{device!="lo"}'), ...LINUX),
    expression(perSecond('windows_net_bytes_received_total'), ...WINDOWS),
  ],
  networkOut: [
    expression(perSecond('node_network_transmit_bytes_total{device!="lo"}'), ...LINUX),
    expression(perSecond('windows_net_bytes_sent_total'), ...WINDOWS),
  ],
  loadAsk: async () => (await import('../run/ask/prometheus')).askPrometheus,
};

/** A PromQL expression by `instance`, with the host's name brought from the exporter's own info metric. */
function expression(byInstance: string, nameLabel: string, nameMetric: string): ReadyMade {
  return {
    query: {
      expr: `(${byInstance}) * on(instance) group_left(${nameLabel}) max by (instance, ${nameLabel}) (${nameMetric})`,
    },
    key: { label: nameLabel, kind: 'host' },
  };
}

function root(metric: string): string {
  return `max by (instance) (${metric}{mountpoint="/"})`;
}

function systemVolume(what: 'free' | 'size'): string {
  return `max by (instance) (windows_logical_disk_${what}_bytes{volume="C:"})`;
}

function perSecond(counter: string): string {
  return `sum by (instance) (rate(${counter}[5m]))`;
}
