import { getDataSourceSrv, PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton, Stack, Text } from '@grafana/ui';
import { MetricSources } from './MetricSources';
import { SourceCard } from './SourceCard';

const DATA_SOURCE = 'onepane-ssm-datasource';

/** Whether the fleet can be read: each Systems Manager source with its health, and where metrics can come from. */
export default function SourcesPage() {
  const sources = getDataSourceSrv().getList({ pluginId: DATA_SOURCE });
  return (
    <PluginPage
      subTitle="Where the fleet is read from, and whether it can be read"
      actions={
        <>
          <LinkButton href="/d/onepane-fleet-overview">Fleet overview</LinkButton>
          <LinkButton href="/d/onepane-node" variant="secondary">
            Node
          </LinkButton>
        </>
      }
    >
      <Stack direction="column" gap={3}>
        {sources.length === 0 ? (
          <EmptyState
            variant="call-to-action"
            message="No AWS Systems Manager data source"
            button={<LinkButton href={`/connections/datasources/${DATA_SOURCE}`}>Add data source</LinkButton>}
          >
            Add one, choose how it authenticates with AWS, and list the accounts and Regions to read. If you cannot add
            data sources, ask a Grafana administrator.
          </EmptyState>
        ) : (
          <Stack direction="column" gap={1}>
            <Text element="h3">AWS Systems Manager</Text>
            {sources.map((source) => (
              <SourceCard key={source.uid} source={source} />
            ))}
          </Stack>
        )}
        <Stack direction="column" gap={1}>
          <Text element="h3">Metrics</Text>
          <MetricSources />
        </Stack>
      </Stack>
    </PluginPage>
  );
}
