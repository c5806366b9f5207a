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

  'keys switch states off in the legend and on again': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Sets a variable');
    const entry = map.content.getByRole('button', { name: /Compliant/ });
    await entry.focus();
    await page.keyboard.press('Space');
    assert.equal(await entry.getAttribute('aria-pressed'), 'false');
    await map.content.getByRole('status').getByText('Hidden: Compliant').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await entry.getAttribute('aria-pressed'), 'true');
  },
};
