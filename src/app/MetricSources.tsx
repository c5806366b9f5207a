import { getDataSourceSrv } from '@grafana/runtime';
import { Badge, Stack, Text } from '@grafana/ui';

const KINDS = [
  {
    label: 'CloudWatch',
    type: 'cloudwatch',
    brings: 'metrics of EC2 instances, and of hybrid nodes with the CloudWatch agent',
  },
  { label: 'Azure Monitor', type: 'grafana-azure-monitor-datasource', brings: 'metrics of Azure virtual machines' },
  {
    label: 'Prometheus',
    // Grafana takes its other flavours, such as Amazon Managed Service for Prometheus, for the same.
    type: 'prometheus',
    brings: 'metrics of every machine with node_exporter or windows_exporter',
  },
];

/** Which data sources there are for the columns that the join adds; without one the dashboards work, and the columns are empty. */
export function MetricSources() {
  return (
    <Stack direction="column" gap={1}>
      {KINDS.map(({ label, type, brings }) => {
        const names = getDataSourceSrv()
          .getList({ pluginId: type })
          .map(({ name }) => name);
        return (
          <Stack key={label} gap={1} alignItems="center" wrap="wrap">
            {names.length > 0 ? (
              <Badge color="green" icon="check" text={label} />
            ) : (
              <Badge color="darkgrey" icon="minus" text={label} />
            )}
            <Text>{names.length > 0 ? names.join(', ') : 'No data source'}</Text>
            <Text color="secondary">{brings}</Text>
          </Stack>
        );
      })}
    </Stack>
  );
}
