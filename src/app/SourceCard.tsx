import { type DataSourceInstanceSettings } from '@grafana/data';
import { Alert, Badge, Card, LinkButton, Stack, Text, useTheme2 } from '@grafana/ui';
import { TARGET_STATES } from '../statuses';
import { readHealth, readTargets, type Target } from './readSource';
import { useLoaded } from './useLoaded';

/** One Systems Manager data source: whether AWS answers it, and how good what it has read is. */
export function SourceCard({ source }: { source: DataSourceInstanceSettings }) {
  const health = useLoaded(source.uid, readHealth);
  const targets = useLoaded(source.uid, readTargets, isBeingRead);
  const { ok, message, report } = health.value ?? {};

  return (
    <Card noMargin>
      <Card.Heading>{source.name}</Card.Heading>
      <Card.Meta>{health.value || health.error ? '' : 'Checking AWS...'}</Card.Meta>
      <Card.Description>
        <Stack direction="column" gap={1}>
          {health.error && <Alert title="The health check failed">{health.error.message}</Alert>}
          {health.value && (
            <Stack gap={1} alignItems="center">
              {ok ? (
                <Badge color="green" icon="check" text="Healthy" />
              ) : (
                <Badge color="red" icon="times" text="Needs attention" />
              )}
              <Text>{health.value.title}</Text>
            </Stack>
          )}
          {message && <Text color="secondary">{message}</Text>}
          {report && !ok && <pre>{report}</pre>}
          {targets.error && <Alert title="The state of the targets can't be read">{targets.error.message}</Alert>}
          {targets.value && <Targets targets={targets.value} />}
        </Stack>
      </Card.Description>
      <Card.Actions>
        <LinkButton variant="secondary" href={`/connections/datasources/edit/${source.uid}`}>
          Settings
        </LinkButton>
        <LinkButton variant="secondary" href={`/d/onepane-fleet-overview?var-source=${encodeURIComponent(source.uid)}`}>
          Fleet overview
        </LinkButton>
      </Card.Actions>
    </Card>
  );
}

function isBeingRead(targets: Target[]): boolean {
  return targets.some(({ state }) => state === 'loading');
}

/** More lines than this don't help: the data source's own table of targets has them all. */
const PROBLEMS_SHOWN = 10;

/** How many targets (account, Region and API) are in which state, and what is wrong with which. */
function Targets({ targets }: { targets: Target[] }) {
  const theme = useTheme2();
  const problems = targets.filter(({ error }) => error);
  return (
    <>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <Text>{`${targets.length} targets:`}</Text>
        {TARGET_STATES.map(({ value, label, sign, color }) => {
          const count = targets.filter((target) => target.state === value).length;
          return (
            count > 0 && (
              <Text key={value}>
                <span style={{ color: theme.visualization.getColorByName(color) }}>{sign}</span>
                {` ${count} ${label.toLowerCase()}`}
              </Text>
            )
          );
        })}
      </Stack>
      {problems.length > 0 && (
        <ul>
          {problems.slice(0, PROBLEMS_SHOWN).map(({ account, accountName, region, api, error }) => (
            <li key={`${account}/${region}/${api}`}>{`${api} in ${accountName || account}, ${region}: ${error}`}</li>
          ))}
          {problems.length > PROBLEMS_SHOWN && <li>{`and ${problems.length - PROBLEMS_SHOWN} more`}</li>}
        </ul>
      )}
    </>
  );
}
