import {
  type DataSourceApi,
  DataSourcePluginContextProvider,
  type DataSourceSettings,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, LinkButton, LoadingPlaceholder, Stack } from '@grafana/ui';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { exploreUrl } from './exploreUrl';
import { useLoaded } from './useLoaded';
import { usePageTitle } from './usePageTitle';

/** A data source's settings in its own config editor. What is saved holds until the preview ends. */
export function DataSourcePage() {
  const { uid = '' } = useParams();
  const { value, error } = useLoaded(uid, async () => ({
    source: await getDataSourceSrv().get(uid),
    settings: await getBackendSrv().get<DataSourceSettings>(`/api/datasources/uid/${uid}`),
  }));
  usePageTitle(value?.settings.name ?? 'Data source');
  if (error) {
    return <Alert title={`Data source ${uid} can't be shown`}>{error.message}</Alert>;
  }
  return value ? <Settings key={uid} {...value} /> : <LoadingPlaceholder text="Loading data source" />;
}

function Settings({ source, settings }: { source: DataSourceApi; settings: DataSourceSettings }) {
  const [options, setOptions] = useState(settings);
  const [result, setResult] = useState<TestDataSourceResponse>();
  const [isTesting, setTesting] = useState(false);
  const Editor = source.components?.ConfigEditor;

  const saveAndTest = async () => {
    setTesting(true);
    setResult(undefined);
    try {
      setOptions(await save(options));
      setResult(await (await getDataSourceSrv().get(options.uid)).testDatasource());
    } catch (error) {
      setResult(resultOf(error as Rejection));
    } finally {
      setTesting(false);
    }
  };

  return (
    <Stack direction="column" gap={2} maxWidth={100}>
      <h1>{options.name}</h1>
      {Editor ? (
        <DataSourcePluginContextProvider instanceSettings={getDataSourceSrv().getInstanceSettings(options.uid)!}>
          <Editor options={options} onOptionsChange={setOptions} />
        </DataSourcePluginContextProvider>
      ) : (
        <Alert severity="info" title={`The preview has no config editor for ${source.meta.name}`}>
          Its settings come from provisioning. It can be tested.
        </Alert>
      )}
      {result && <TestResult {...result} />}
      <Stack>
        <Button
          onClick={saveAndTest}
          disabled={isTesting}
          data-testid="data-testid Data source settings page Save and Test button"
        >
          Save &amp; test
        </Button>
        <LinkButton variant="secondary" href={exploreUrl({ datasource: options.uid, queries: [] })}>
          Explore
        </LinkButton>
      </Stack>
    </Stack>
  );
}

/** What is thrown carries what to show: health checks in their own error, failed requests in the body of the answer. */
type Rejection = Error & { error?: { details?: TestDataSourceResponse['details'] }; data?: Error };

function resultOf({ message, error, data }: Rejection): TestDataSourceResponse {
  return { status: 'error', message: data?.message ?? message, details: error?.details };
}

function TestResult({ status, message, details }: TestDataSourceResponse) {
  return (
    <Alert
      severity={status === 'success' ? 'success' : 'error'}
      title={message}
      data-testid="data-testid Data source settings page Alert"
    >
      {details?.message}
      {details?.verboseMessage && (
        <details>
          <summary>Details</summary>
          <pre>{details.verboseMessage}</pre>
        </details>
      )}
    </Alert>
  );
}

/** The answer names the secrets that are set; the secrets themselves don't come back. */
async function save(options: DataSourceSettings): Promise<DataSourceSettings> {
  const url = `/api/datasources/uid/${options.uid}`;
  const { datasource } = await getBackendSrv().put<{ datasource: DataSourceSettings }>(url, options, {
    showErrorAlert: false,
  });
  await getDataSourceSrv().reload();
  return datasource;
}
