import { type DataSourceInstanceSettings } from '@grafana/data';
import { Alert, Badge, Box, Button, LinkButton, Stack, Text } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { FLEET_OVERVIEW_UID, SOURCE_HEALTH_UID } from '../dashboards/addresses';
import { accountsOf } from './accounts';
import { AccountsTable } from './AccountsTable';
import { checkMetrics, whatIsAsked } from './metrics';
import { readHealth, readNodeCounts, readTargets, type NodeCounts, type SourceHealth, type Target } from './readSource';
import { useLoaded } from './useLoaded';

/** One Systems Manager data source: whether AWS answers it, and how good what it has read is, account by account. */
export function SourceCard({ source: { uid, name } }: { source: DataSourceInstanceSettings }) {
  const health = useLoaded(uid, readHealth);
  const targets = useLoaded(uid, readTargets, isBeingRead);
  const nodes = useLoaded(uid, readNodeCounts, areBeingCounted);
  const [checked, setChecked] = useState(false);
  const metrics = useLoaded(checked ? uid : undefined, checkMetrics);
  const accounts = useMemo(() => accountsOf(targets.value ?? []), [targets.value]);
  const asked = whatIsAsked();
  const dashboard = (board: string) => `/d/${board}?var-source=${encodeURIComponent(uid)}`;

  return (
    <Box backgroundColor="secondary" borderRadius="default" padding={2}>
      <Stack direction="column" gap={1}>
        <Text element="h4">{name}</Text>
        {health.error && <Alert title="The health check failed">{health.error.message}</Alert>}
        {health.value ? <Health {...health.value} /> : !health.error && <Text color="secondary">Checking AWS...</Text>}
        {targets.error && <Alert title="What was read can’t be told">{targets.error.message}</Alert>}
        {nodes.error && <Alert title="The nodes can’t be counted">{nodes.error.message}</Alert>}
        {metrics.error && <Alert title="The metrics can’t be checked">{metrics.error.message}</Alert>}
        {accounts.length > 0 && (
          <AccountsTable
            {...{ name, accounts }}
            nodes={nodes.value?.byAccount}
            callers={health.value?.callers}
            metrics={metrics.value}
          />
        )}
        {metrics.value?.notices.map((notice) => (
          <Text key={notice} color="secondary">
            {notice}
          </Text>
        ))}
        {checked && !metrics.value && !metrics.error && (
          <Text color="secondary">{`Asking ${asked} for CPU metrics...`}</Text>
        )}
        {!checked && asked && (
          <Text color="secondary">
            {`Check metrics asks ${asked} for the CPU of the online nodes, with your rights. AWS charges for each metric that CloudWatch is asked for.`}
          </Text>
        )}
        <Stack gap={1} wrap="wrap">
          {!checked && asked && (
            <Button variant="secondary" onClick={() => setChecked(true)}>
              Check metrics
            </Button>
          )}
          <LinkButton variant="secondary" href={`/connections/datasources/edit/${uid}`}>
            Settings
          </LinkButton>
          <LinkButton variant="secondary" href={dashboard(SOURCE_HEALTH_UID)}>
            Source health
          </LinkButton>
          <LinkButton variant="secondary" href={dashboard(FLEET_OVERVIEW_UID)}>
            Fleet overview
          </LinkButton>
        </Stack>
      </Stack>
    </Box>
  );
}

function isBeingRead(targets: Target[]): boolean {
  return targets.some(({ state }) => state === 'loading');
}

function areBeingCounted({ moves }: NodeCounts): boolean {
  return moves;
}

/** What the health check found, and what it says is to be mended. */
function Health({ ok, title, message, report }: SourceHealth) {
  return (
    <>
      <Stack gap={1} alignItems="center" wrap="wrap">
        {ok ? (
          <Badge color="green" icon="check" text="Healthy" />
        ) : (
          <Badge color="red" icon="times" text="Needs attention" />
        )}
        <Text>{title}</Text>
      </Stack>
      {message && <Text color="secondary">{message}</Text>}
      {report && (
        <details>
          <summary>Details</summary>
          <pre>{report}</pre>
        </details>
      )}
    </>
  );
}
