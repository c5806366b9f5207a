import assert from 'node:assert/strict';
import { eventually } from '../../demo/processes';
import { FLEET_MAPS_UID } from '../dashboards/fleetMaps';
import { DENIED_REGION } from '../provision';
import type { Tests } from '../scene';
import { openFleetMap } from '../views/FleetMapView';

export const fleetMapStates: Tests = {
  'while a Region answers nothing the others are shown, and its name': async (scene) => {
    const { simulatorUrl, truth } = scene;
    const denied = [
      { service: 'ssm', region: DENIED_REGION, status: 400, code: 'AccessDeniedException', message: 'not authorized' },
    ];
    await fetch(`${simulatorUrl}/__faults`, { method: 'POST', body: JSON.stringify(denied) });
    try {
      const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Sets a variable', { 'var-source': 'one-region-more' });
      await map.content.getByRole('grid', { name: `${truth.machines.length} nodes` }).waitFor();
      await map.content.getByRole('button', { name: /could not be read/ }).click();
      await scene.page
        .getByText(new RegExp(`${DENIED_REGION}.* is refused to `))
        .last()
        .waitFor();
    } finally {
      await fetch(`${simulatorUrl}/__faults`, { method: 'DELETE' });
    }
  },

  'a panel of 40 x 30 pixels shows cells, and tells their states': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, '');
    await page.setViewportSize({ width: 1024, height: 3000 });
    // The dashboard's grid follows its window only some frames later, and the picture the grid.
    await eventually('A picture in a panel of 40 x 30 pixels', 10_000, async () => {
      for (const part of [map.element, map.picture]) {
        const { width, height } = (await part.boundingBox())!;
        assert.ok(width <= 40 && height <= 30, `${width} x ${height}`);
      }
      assert.ok((await map.coloursPainted()) > 1, 'nothing is painted');
    });
    assert.match(await map.content.getByRole('status').innerText(), /300 nodes.*\d Failed/);
  },
};
