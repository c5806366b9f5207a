import { DashboardBuilder, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import assert from 'node:assert/strict';
import { SOURCE } from '../../src/dashboards/fleetTarget';
import { sourceVariable } from '../../src/dashboards/variables';
import type { FleetMapOptions } from '../../src/fleetmap/options';
import fleetMapPlugin from '../../src/fleetmap/plugin.json';
import { post, saveDashboard } from '../grafanaApi';
import type { Scene, Tests } from '../scene';
import { type FleetMapView, openFleetMap } from '../views/FleetMapView';

const TESTDATA = { type: 'grafana-testdata-datasource', uid: 'testdata' };

interface Asked {
  queries: object[];
  options?: Partial<FleetMapOptions>;
  fieldConfig?: object;
}

/** A map of what Grafana's own data source for tests answers. */
async function mapOf(scene: Scene, { queries, options = {}, fieldConfig = {} }: Asked): Promise<FleetMapView> {
  await post(scene, '/api/datasources', { ...TESTDATA, name: 'TestData', access: 'proxy' }).catch((error: Error) => {
    assert.match(error.message, /409/, 'there already');
  });
  const panel = new PanelBuilder()
    .type(fleetMapPlugin.id)
    .id(1)
    .title('Fleet map')
    .datasource({ uid: '-- Mixed --' })
    .options(options)
    .gridPos({ x: 0, y: 0, w: 24, h: 20 });
  queries.forEach((query, index) => panel.withTarget(target({ refId: 'ABC'[index], datasource: TESTDATA, ...query })));
  const dashboard = new DashboardBuilder('Any frames').uid('any-frames').variables([sourceVariable()]).withPanel(panel);
  const model = dashboard.build();
  Object.assign(model.panels![0], { fieldConfig: { defaults: fieldConfig, overrides: [] } });
  await saveDashboard(scene, model);
  return openFleetMap(scene, 'any-frames');
}

const target = (query: object): Builder<Dataquery> => ({ build: () => query as Dataquery });

const csv = (...rows: Array<Array<string | number>>) => ({
  scenarioId: 'csv_content',
  csvContent: rows.map((row) => row.join(',')).join('\n'),
});

export const fleetMapAnyFrames: Tests = {
  'a category has the words and colours of its value mappings': async (scene) => {
    const mappings = [
      {
        type: 'value',
        options: {
          down: { text: 'Not there', color: 'red', index: 0 },
          up: { text: 'There', color: 'green', index: 1 },
        },
      },
    ];
    const map = await mapOf(scene, {
      queries: [csv(['host', 'site', 'state'], ['a', 'Rome', 'up'], ['b', 'Rome', 'down'], ['c', 'Oslo', 'up'])],
      options: { groupBy: ['site'] },
      fieldConfig: { mappings },
    });
    assert.deepEqual(await map.legend(), [
      { name: 'Not there', value: '1' },
      { name: 'There', value: '2' },
    ]);
    assert.deepEqual(await map.nameOfCell(), { name: 'b', state: 'Not there', groups: ['Rome'] });
  },

  'a number has the steps of its thresholds': async (scene) => {
    const map = await mapOf(scene, {
      queries: [csv(['host', 'load'], ['a', 10], ['b', 85], ['c', 97], ['d', 99])],
      fieldConfig: {
        unit: 'percent',
        color: { mode: 'thresholds' },
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 80, color: 'orange' },
            { value: 95, color: 'red' },
          ],
        },
      },
    });
    assert.deepEqual(await map.legend(), [
      { name: '95% or more', value: '2' },
      { name: '80% to 95%', value: '1' },
      { name: 'below 80%', value: '1' },
    ]);
  },

  'series have a cell each, and a graph in their card': async (scene) => {
    const { page } = scene;
    const map = await mapOf(scene, {
      queries: [{ scenarioId: 'random_walk', seriesCount: 12, labels: 'instance=web-$seriesIndex, region=eu-west-1' }],
    });
    await map.content.getByRole('grid', { name: '12 nodes' }).waitFor();
    const { name, groups } = await map.nameOfCell();
    assert.match(name, /web-\d+/);
    assert.deepEqual(groups, ['eu-west-1']);
    const { x, y } = await map.middleOfCell();
    await page.mouse.move(x, y);
    await page.locator('dl').filter({ hasText: 'Value' }).locator('xpath=..').locator('canvas').waitFor();
  },

  'twins, HTML, and what is no number are shown, and told of': async (scene) => {
    const { page } = scene;
    const map = await mapOf(scene, {
      queries: [
        csv(
          ['host', 'load'],
          ['<img src=x onerror=alert(1)>', 1],
          ['a', 'NaN'],
          ['a', 3],
          ['', 4],
          ['x'.repeat(10_000), 5]
        ),
      ],
    });
    await map.content.getByRole('grid', { name: '5 nodes' }).waitFor();
    await map.content.getByRole('gridcell', { name: '<img src=x onerror=alert(1)>' }).waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    await map.content
      .getByRole('button', { name: /same host as an earlier row/ })
      .or(map.content.getByRole('button', { name: /has no host/ }))
      .first()
      .click();
    await page.getByText('1 row has the same host as an earlier row').last().waitFor();
    await page.getByText('1 row has no host').last().waitFor();
  },

  '50,000 groups of a node each are all there, and said to have no boxes': async (scene) => {
    const hosts = Array.from({ length: 50_000 }, (_, i) => [`h${i}`, `g${i}`, i % 3]);
    const map = await mapOf(scene, {
      queries: [csv(['host', 'team', 'load'], ...hosts)],
      options: { groupBy: ['team'] },
    });
    await map.content.getByRole('grid', { name: '50,000 nodes' }).waitFor();
    await map.content
      .getByText(/50,000 groups are too small/)
      .first()
      .waitFor({ state: 'attached' });
  },

  "another data source's rows join our nodes": async (scene) => {
    const { page, truth } = scene;
    const managed = truth.machines.filter(({ nodeId }) => nodeId?.startsWith('i-'));
    const map = await mapOf(scene, {
      queries: [
        { datasource: SOURCE, resource: 'nodes', view: 'table', columns: ['nodeId', 'name', 'region', 'patchStatus'] },
        csv(['instance', 'rack'], ...managed.map(({ nodeId }, i) => [nodeId!, `rack-${i}`]), [
          'i-00000000000000000',
          'none',
        ]),
      ],
      options: { identity: 'nodeId', label: 'name', groupBy: ['region'], fillBy: 'patchStatus' },
    });
    await map.content.getByRole('grid', { name: `${truth.machines.length} nodes` }).waitFor();
    await map.content
      .getByText(/^1 of .* rows of query B match no node/)
      .first()
      .waitFor({ state: 'attached' });
    const table = map.content.getByRole('radio', { name: 'Table' });
    await table.click();
    await map.content
      .getByRole('table', { name: 'Nodes' })
      .getByText(/^rack-\d+$/)
      .first()
      .waitFor();
    await page.getByText('rack').first().waitFor();
  },
};
