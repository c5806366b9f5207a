import type { DataQuery, DataSourceInstanceSettings, DataSourceJsonData, ScopedVars } from '@grafana/data';
import { DataSourceWithBackend } from '@grafana/runtime';
import { interpolateDeep } from './interpolateDeep';

interface AzureMonitorQuery extends DataQuery {
  subscription?: string;
  azureMonitor?: { resources?: unknown[]; metricName?: string; aggregation?: string; [field: string]: unknown };
  [field: string]: unknown;
}

interface AzureMonitorSettings extends DataSourceJsonData {
  subscriptionId?: string;
}

/** Sends queries as the browser part of Grafana 12.3.0's Azure Monitor source does. */
export class AzureMonitorDataSource extends DataSourceWithBackend<AzureMonitorQuery, AzureMonitorSettings> {
  private readonly defaultSubscription?: string;

  constructor(settings: DataSourceInstanceSettings<AzureMonitorSettings>) {
    super(settings);
    this.defaultSubscription = settings.jsonData.subscriptionId;
  }

  override filterQuery({ hide, queryType, azureMonitor }: AzureMonitorQuery) {
    const isWhole = Boolean(azureMonitor?.resources?.length && azureMonitor.metricName && azureMonitor.aggregation);
    return !hide && (queryType !== 'Azure Monitor' || isWhole);
  }

  override applyTemplateVariables(query: AzureMonitorQuery, scopedVars: ScopedVars): AzureMonitorQuery {
    const { azureMonitor, ...rest } = interpolateDeep(query, scopedVars);
    return {
      ...rest,
      subscription: rest.subscription || this.defaultSubscription,
      ...(azureMonitor && { azureMonitor: { ...azureMonitor, top: azureMonitor.top || '10' } }),
    };
  }
}
