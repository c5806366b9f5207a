import type { MetricSource, ReadyMade } from './metricSource';

export const AZURE_MONITOR: MetricSource = {
  label: 'Azure Monitor',
  pluginId: 'grafana-azure-monitor-datasource',
  flavours: [],
  variable: 'azure',
  brings: 'metrics of Azure virtual machines',
  cpu: [metric('Percentage CPU')],
  memory: [{ ...metric('Available Memory Percentage'), complementTo: 100 }],
  disk: [],
  networkIn: [total('Network In Total')],
  networkOut: [total('Network Out Total')],
  loadAsk: async () => (await import('../run/ask/azureMonitor')).askAzureMonitor,
};

/** A metric of virtual machines; which of them is for the join to say. */
function metric(metricName: string, asked = { aggregation: 'Average', timeGrain: 'auto' }): ReadyMade {
  return {
    query: {
      queryType: 'Azure Monitor',
      azureMonitor: {
        metricNamespace: 'microsoft.compute/virtualmachines',
        metricName,
        ...asked,
        dimensionFilters: [],
      },
    },
    key: { label: 'displayName', kind: 'cloudId' },
  };
}

/** A metric that counts bytes: those of 5 minutes, by the second. */
function total(metricName: string): ReadyMade {
  return { ...metric(metricName, { aggregation: 'Total', timeGrain: 'PT5M' }), divideBy: 300 };
}
