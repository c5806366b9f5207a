import assert from 'node:assert/strict';
import { FLEET_MAPS_UID } from '../dashboards/fleetMaps';
import type { Tests } from '../scene';
import { openFleetMap } from '../views/FleetMapView';

export const fleetMapKeys: Tests = {
  'keys lead from node to node, open the menu and leave': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Sets a variable');
    await map.cell.focus();
    const first = await map.nameOfCell();
    await page.keyboard.press('ArrowRight');
    assert.notDeepEqual(await map.nameOfCell(), first);
    await page.keyboard.press('PageDown');
    assert.notDeepEqual((await map.nameOfCell()).groups, first.groups, 'another group');
    await page.keyboard.press('Home');
    assert.deepEqual(await map.nameOfCell(), first);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Start session' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Start session' }).waitFor({ state: 'detached' });
    await map.cell.focus();
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), null);
  },

  'few stops lead from the search to the nodes, and one from there out of the map': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Sets a variable');
    await map.content.getByPlaceholder('Search nodes').focus();
    const stops: string[] = [];
    do {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => document.activeElement?.getAttribute('role') ?? ''));
    } while (stops.at(-1) !== 'gridcell' && stops.length < 20);
    assert.equal(stops.length, 3, 'choices, map or table, nodes');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement?.parentElement?.ariaLabel), 'Legend');
    await page.keyboard.press('Tab');
    assert.equal(await map.content.locator(':focus').count(), 0, 'the focus is beyond the map');
  },

  'keys isolate a state in the legend, and take states out': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Sets a variable');
    const entry = map.content.getByRole('button', { name: /Compliant/ });
    const failed = map.content.getByRole('button', { name: /Failed/ });
    await entry.focus();
    await page.keyboard.press('Space');
    assert.deepEqual(
      [await entry.getAttribute('aria-pressed'), await failed.getAttribute('aria-pressed')],
      ['true', 'false']
    );
    await page.keyboard.press('Enter');
    assert.equal(await failed.getAttribute('aria-pressed'), 'true');
    await page.keyboard.press('Control+Enter');
    assert.equal(await entry.getAttribute('aria-pressed'), 'false');
    await map.content.getByRole('status').getByText('Hidden: Compliant').waitFor();
  },
};
