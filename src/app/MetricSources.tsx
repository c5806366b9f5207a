import { getDataSourceSrv } from '@grafana/runtime';
import { Badge, Stack, Text } from '@grafana/ui';
import { METRIC_SOURCES } from '../join/sources/all';

/** Which data sources there are for the columns that the join adds; without one the dashboards work, and the columns are empty. */
export function MetricSources() {
  return (
    <Stack direction="column" gap={1}>
      {METRIC_SOURCES.map(({ label, pluginId, brings }) => {
        const names = getDataSourceSrv()
          .getList({ pluginId })
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
