import { type DataSourceApi, DataSourcePlugin } from '@grafana/data';
import { AzureMonitorDataSource } from './azureMonitor';
import { CloudWatchDataSource } from './cloudWatch';
import { JsonQueryEditor } from './JsonQueryEditor';
import { PrometheusDataSource } from './prometheus';

/** Browser parts of Grafana's data sources that the preview stands in for, by plugin id. */
export const standInDataSources: Record<string, DataSourcePlugin<DataSourceApi>> = {
  cloudwatch: standIn(CloudWatchDataSource),
  'grafana-azure-monitor-datasource': standIn(AzureMonitorDataSource),
  prometheus: standIn(PrometheusDataSource),
};

function standIn(DataSourceClass: object): DataSourcePlugin<DataSourceApi> {
  return new DataSourcePlugin(
    DataSourceClass as ConstructorParameters<typeof DataSourcePlugin<DataSourceApi>>[0]
  ).setQueryEditor(JsonQueryEditor);
}
