import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import * as tablePanel from '@grafana/grafana-foundation-sdk/table';
import * as textPanel from '@grafana/grafana-foundation-sdk/text';
import type { Dashboard } from '@grafana/schema';
import {
  AdHocFiltersVariable,
  DataSourceVariable,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  sceneGraph,
  SceneQueryRunner,
  SceneRefreshPicker,
  VizPanel,
} from '@grafana/scenes';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { buildDashboard } from './buildDashboard';

// Ad hoc filters put themselves into this service.
setTemplateSrv({ getAdhocFilters: () => [] } as unknown as TemplateSrv);

const source = { type: 'onepane-ssm-datasource', uid: '${ssm}' };

/** As the bundled dashboards are made: by Grafana's own builder. */
function built() {
  return new sdk.DashboardBuilder('Fleet')
    .uid('fleet')
    .time({ from: 'now-3h', to: 'now' })
    .refresh('1m')
    .timezone('utc')
    .withVariable(new sdk.DatasourceVariableBuilder('ssm').type('onepane-ssm-datasource').multi(true))
    .withVariable(new sdk.AdHocVariableBuilder('filter').datasource(source))
    .withPanel(new textPanel.PanelBuilder().title('Words').content('Hello').span(12).height(4))
    .withRow(new sdk.RowBuilder('Which'))
    .withPanel(
      new tablePanel.PanelBuilder()
        .title('Nodes of $ssm')
        .datasource(source)
        .withTarget({ build: () => ({ refId: 'A', resource: 'nodes' }) as never })
        .withTransformation({ id: 'organize', options: { excludeByName: { nodeId: true } } })
        .interval('5m')
        .maxDataPoints(100)
        .span(24)
        .height(10)
        .overrideByName('missing', [{ id: 'custom.width', value: 90 }])
    )
    .withRow(
      new sdk.RowBuilder('Failing').collapsed(true).withPanel(new tablePanel.PanelBuilder().title('Refused').height(5))
    )
    .build() as unknown as Dashboard;
}

const grid = () => sceneGraph.findDescendents(buildDashboard(built()), SceneGridLayout)[0].state.children;
const panelOf = (item: unknown) => (item as SceneGridItem).state.body as VizPanel;

test('time, refresh and variables are those of the dashboard', () => {
  const scene = buildDashboard(built());
  expect(scene.uid).toBe('fleet');
  expect(sceneGraph.getTimeRange(scene).state).toMatchObject({ from: 'now-3h', to: 'now', timeZone: 'utc' });
  expect(sceneGraph.findDescendents(scene, SceneRefreshPicker)[0].state.refresh).toBe('1m');
  const [ssm, filter] = sceneGraph.getVariables(scene).state.variables;
  expect(ssm).toBeInstanceOf(DataSourceVariable);
  expect(ssm.state).toMatchObject({ pluginId: 'onepane-ssm-datasource', isMulti: true });
  expect(filter).toBeInstanceOf(AdHocFiltersVariable);
});

test('panels before the first row stand in the grid, those after an open row in the row', () => {
  const [words, which, failing] = grid();
  expect(panelOf(words).state).toMatchObject({ pluginId: 'text', title: 'Words', options: { content: 'Hello' } });
  expect(words.state).toMatchObject({ x: 0, y: 0, width: 12, height: 4 });
  expect(which).toBeInstanceOf(SceneGridRow);
  expect((which as SceneGridRow).state.children.map((item) => panelOf(item).state.title)).toEqual(['Nodes of $ssm']);
  expect(failing.state).toMatchObject({ isCollapsed: true });
  expect((failing as SceneGridRow).state.children.map((item) => panelOf(item).state.title)).toEqual(['Refused']);
});

test('a panel keeps its targets, transformations, field config and limits', () => {
  const [, which] = grid();
  const table = panelOf((which as SceneGridRow).state.children[0]);
  const transformer = table.state.$data as SceneDataTransformer;
  expect(transformer.state.transformations).toMatchObject([{ id: 'organize' }]);
  const queries = transformer.state.$data as SceneQueryRunner;
  expect(queries.state).toMatchObject({
    datasource: source,
    queries: [{ refId: 'A', resource: 'nodes' }],
    minInterval: '5m',
    maxDataPoints: 100,
  });
  expect(table.state.fieldConfig.overrides).toMatchObject([
    { matcher: { id: 'byName', options: 'missing' }, properties: [{ id: 'custom.width', value: 90 }] },
  ]);
});

test('data sources hear which panel of which dashboard asks', () => {
  const scene = buildDashboard(built());
  const table = sceneGraph.findDescendents(scene, VizPanel).find(({ state }) => state.title === 'Nodes of $ssm')!;
  expect(scene.enrichDataRequest(table.state.$data!)).toMatchObject({
    app: 'dashboard',
    dashboardUID: 'fleet',
    panelName: 'Nodes of $ssm',
    panelPluginId: 'table',
    panelId: table.getLegacyPanelId(),
  });
});

test('a panel that overrides the time has its own', () => {
  const dashboard = { ...built(), panels: [{ id: 1, type: 'stat', timeFrom: '15m' }] } as Dashboard;
  const [panel] = sceneGraph.findDescendents(buildDashboard(dashboard), VizPanel);
  expect(sceneGraph.getTimeRange(panel).state).toMatchObject({ from: 'now-15m', to: 'now' });
});
