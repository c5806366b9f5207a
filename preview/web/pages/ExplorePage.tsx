import { CoreApp, type DataSourceApi, DataSourcePluginContextProvider } from '@grafana/data';
import { DataSourcePicker, getDataSourceSrv, locationService } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Alert, Button, LoadingPlaceholder, RadioButtonGroup, Stack } from '@grafana/ui';
import { useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { ExploreScene, type Look } from './ExploreScene';
import { exploreUrl, type ExplorePane, parseExploreUrl } from './exploreUrl';
import { useLoaded } from './useLoaded';
import { usePageTitle } from './usePageTitle';

/** One query in its data source's own editor, and its answer as a table or over time. */
export function ExplorePage() {
  usePageTitle('Explore');
  const pane = parseExploreUrl(useLocation().search);
  const uid = getDataSourceSrv().getInstanceSettings(pane?.datasource)?.uid ?? '';
  const { value: source, error } = useLoaded(uid, () => getDataSourceSrv().get(uid));
  if (error) {
    return <Alert title={`Data source ${uid} can't be explored`}>{error.message}</Alert>;
  }
  return source ? <Pane key={uid} source={source} pane={pane} /> : <LoadingPlaceholder text="Loading data source" />;
}

function Pane({ source, pane }: { source: DataSourceApi; pane?: ExplorePane }) {
  const [query, setQuery] = useState<DataQuery>({
    ...source.getDefaultQuery?.(CoreApp.Explore),
    ...pane?.queries[0],
    refId: 'A',
    datasource: source.getRef(),
  });
  const [scene] = useState(() => new ExploreScene(query, pane?.range));
  const [look, setLook] = useState<Look>('table');
  const { data } = scene.queries.useState();
  const { value: range, from, to } = scene.timeRange.useState();
  const Editor = source.components?.QueryEditor;

  // Editors change the query and run it in one go, before the next render.
  const latest = useRef(query);
  const change = (next: DataQuery) => {
    latest.current = next;
    setQuery(next);
  };
  const run = () => {
    const asked = latest.current;
    scene.run(asked);
    locationService.replace(exploreUrl({ datasource: source.uid, queries: [asked], range: { from, to } }));
  };
  const show = (next: Look) => {
    setLook(next);
    scene.show(next);
  };

  return (
    <Stack direction="column" gap={2}>
      <Stack justifyContent="space-between">
        <DataSourcePicker
          current={source.uid}
          noDefault
          onChange={({ uid }) => locationService.push(exploreUrl({ datasource: uid, queries: [] }))}
        />
        <Stack>
          <RadioButtonGroup
            options={[
              { label: 'Table', value: 'table' },
              { label: 'Time series', value: 'timeseries' },
            ]}
            value={look}
            onChange={show}
          />
          <Button icon="sync" onClick={run} data-testid="data-testid Explore run query">
            Run query
          </Button>
        </Stack>
      </Stack>
      <DataSourcePluginContextProvider instanceSettings={getDataSourceSrv().getInstanceSettings(source.uid)!}>
        {Editor && (
          <Editor
            app={CoreApp.Explore}
            datasource={source}
            query={query}
            queries={[query]}
            onChange={change}
            onRunQuery={run}
            data={data}
            range={range}
          />
        )}
      </DataSourcePluginContextProvider>
      <scene.Component model={scene} />
    </Stack>
  );
}
