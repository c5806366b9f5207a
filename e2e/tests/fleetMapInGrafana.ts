import { CustomVariableBuilder, DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import assert from 'node:assert/strict';
import { eventually } from '../../demo/processes';
import { watchConsole } from '../../demo/check/watchConsole';
import { sameCounts } from '../../demo/check/compare';
import { countBy, patchStatus, shortWord } from '../../demo/check/expectations';
import { fleetMap } from '../../src/dashboards/fleetMap';
import { SOURCE } from '../../src/dashboards/fleetTarget';
import { sourceVariable } from '../../src/dashboards/variables';
import { get, post, saveDashboard } from '../grafanaApi';
import type { Scene, Tests } from '../scene';
import { FleetMapView, openFleetMap } from '../views/FleetMapView';

const PLACE = { x: 0, y: 0, w: 24, h: 18 };

const regions = ({ truth }: Scene) => [...new Set(truth.machines.map(({ region }) => region))].sort();

/** A dashboard with one map, in every way that Grafana has of showing one. */
async function saveMap(scene: Scene, uid: string, source = SOURCE): Promise<void> {
  const map = fleetMap([]).id(1).gridPos(PLACE).build();
  map.targets?.forEach((target) => Object.assign(target, { datasource: source }));
  const dashboard = new DashboardBuilder(uid)
    .uid(uid)
    .variables([sourceVariable()])
    .withPanel({ build: () => ({ ...map, datasource: source }) });
  await saveDashboard(scene, dashboard.build());
}

export const fleetMapInGrafana: Tests = {
  'the inspector shows the data of the map': async (scene) => {
    await saveMap(scene, 'inspected');
    const { page } = scene;
    const map = await openFleetMap(scene, 'inspected');
    await map.element.hover();
    await page.getByRole('button', { name: 'Menu for panel Fleet map' }).click();
    await page.getByRole('menuitem', { name: 'Inspect' }).hover();
    await page.getByRole('menuitem', { name: 'Data', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText(/^m?i-[0-9a-f]+$/)
      .first()
      .waitFor();
  },

  'a map repeats for each value of a variable': async (scene) => {
    const { truth } = scene;
    const map = fleetMap([{ field: 'region', op: 'in', value: ['$region'] }])
      .id(1)
      .title('Fleet map of $region')
      .repeat('region')
      .gridPos(PLACE);
    const region = new CustomVariableBuilder('region')
      .values(regions(scene).join(','))
      .multi(true)
      .includeAll(true)
      .current({ text: 'All', value: '$__all' });
    const dashboard = new DashboardBuilder('Repeated')
      .uid('repeated')
      .variables([sourceVariable(), region])
      .withPanel(map);
    await saveDashboard(scene, dashboard.build());
    for (const each of regions(scene)) {
      const repeated = await openFleetMap(scene, 'repeated', `Fleet map of ${each}`);
      const count = truth.machines.filter((machine) => machine.region === each).length;
      await repeated.content.getByRole('grid', { name: `${count} nodes` }).waitFor();
    }
  },

  'a library panel is a map': async (scene) => {
    const model = { ...fleetMap([]).build(), title: 'Shared map' };
    type Saved = { result: { uid: string; name: string } };
    const { result } = await post<Saved>(scene, '/api/library-elements', { name: `Map ${Date.now()}`, kind: 1, model });
    const panel = { id: 1, title: 'Shared map', gridPos: PLACE, libraryPanel: { uid: result.uid, name: result.name } };
    const dashboard = new DashboardBuilder('With a library panel').uid('library').variables([sourceVariable()]).build();
    await saveDashboard(scene, { ...dashboard, panels: [panel] });
    const map = await openFleetMap(scene, 'library', 'Shared map');
    await map.content.getByRole('grid', { name: `${scene.truth.machines.length} nodes` }).waitFor();
  },

  'a dashboard that was exported is imported with its map': async (scene) => {
    await saveMap(scene, 'exported');
    const { dashboard } = await get<{ dashboard: object }>(scene, '/api/dashboards/uid/exported');
    const copy = { ...dashboard, id: null, uid: 'imported', title: 'Imported' };
    await post(scene, '/api/dashboards/import', { dashboard: copy, overwrite: true, inputs: [] });
    const map = await openFleetMap(scene, 'imported');
    await map.content.getByRole('grid', { name: `${scene.truth.machines.length} nodes` }).waitFor();
  },

  'a public dashboard shows the map to those who have not signed in': async (scene) => {
    await saveMap(scene, 'shared', { ...SOURCE, uid: 'fleet' });
    const existing = await get<{ accessToken: string }>(scene, '/api/dashboards/uid/shared/public-dashboards').catch(
      () => undefined
    );
    const { accessToken } =
      existing ??
      (await post<{ accessToken: string }>(scene, '/api/dashboards/uid/shared/public-dashboards', { isEnabled: true }));
    const { page, truth } = scene;
    await page.context().clearCookies();
    await page.goto(`${scene.url}/public-dashboards/${accessToken}`);
    const map = new FleetMapView(page, 'Fleet map');
    await map.content.getByRole('grid', { name: `${scene.truth.machines.length} nodes` }).waitFor();
    const expected = countBy(truth.machines, (machine) => shortWord(patchStatus(machine, truth, Date.now())));
    assert.deepEqual(sameCounts(expected, await map.legend()).complaints, []);
    const { x, y } = await map.middleOfCell();
    await page.mouse.click(x, y);
    const session = page.getByRole('menuitem', { name: 'Start session' });
    assert.match((await session.getAttribute('href')) ?? '', /console\.aws\.amazon\.com.*\/session-manager\/m?i-/);
  },

  'every option can be changed in the editor, and the map follows without an error': async (scene) => {
    await saveMap(scene, 'edited');
    const { page, url } = scene;
    const complaints = watchConsole(page, url);
    await page.setViewportSize({ width: 1600, height: 1400 });
    await page.goto(`${url}/d/edited?editPanel=1`);
    const map = new FleetMapView(page, 'Fleet map');
    await map.content.getByRole('grid', { name: `${scene.truth.machines.length} nodes` }).waitFor();
    const option = (name: string) => page.locator(`[aria-label$=" ${name} field property editor"]`);
    const pick = async (name: string, value: string) => {
      await option(name).getByRole('combobox').click();
      await page.getByRole('option', { name: value, exact: true }).click();
    };
    const followed = async (what: string, change: () => Promise<void>) => {
      const before = await map.painted();
      await change();
      await eventually(`A picture with another ${what}`, 5_000, async () =>
        assert.ok((await map.painted()) !== before)
      );
    };

    await followed('shape', () => option('Shape').getByRole('radio', { name: 'Hexagon' }).click({ force: true }));
    await followed('fill', () => pick('Colour by', 'Ping status'));
    await map.content.getByRole('button', { name: /Online/ }).waitFor();
    await followed('size', () => pick('Size by', 'Missing'));
    await followed('order', () => pick('Order by', 'Name'));
    await followed('direction', () => option('Descending').getByRole('switch').click({ force: true }));
    await pick('Identity', 'Name');
    await pick('Label', 'Node ID');
    await map.content
      .getByRole('gridcell', { name: /^m?i-[0-9a-f]+; / })
      .first()
      .waitFor();
    await followed('grouping', () => pick('Group by', 'Provider'));
    await page.keyboard.press('Escape');
    await followed('lack of groups', () => option('Group nodes').getByRole('switch').click({ force: true }));
    await option('Show search').getByRole('switch').click({ force: true });
    await map.content.getByPlaceholder('Search nodes').waitFor({ state: 'detached' });
    await option('Show legend').getByRole('switch').click({ force: true });
    await map.content.getByRole('toolbar', { name: 'Legend' }).waitFor({ state: 'detached' });
    await option('Selection variable').getByRole('textbox').fill('none such');
    await option('Selection variable').getByRole('textbox').blur();
    await map.content
      .getByText(/has no variable "none such"/)
      .first()
      .waitFor({ state: 'attached' });
    assert.deepEqual(complaints.take(), []);
  },
};
