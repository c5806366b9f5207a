import type { MetricSource, ReadyMade } from './metricSource';

export const AZURE_MONITOR: MetricSource = {
  label: 'Azure Monitor',
  pluginId: 'grafana-azure-monitor-datasource',
  flavours: [],
  variable: 'azure',
  brings: 'metrics of Azure virtual machines',
  cpu: [metric('Percentage CPU')],
  memory: [{ ...metric('Available Memory Percentage'), complementTo: 100 }],
  loadAsk: async () => (await import('../run/ask/azureMonitor')).askAzureMonitor,
};

/** A metric of virtual machines; which of them is for the join to say. */
function metric(metricName: string): ReadyMade {
  return {
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
