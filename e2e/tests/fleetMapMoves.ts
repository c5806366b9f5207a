import assert from 'node:assert/strict';
import { eventually } from '../../demo/processes';
import { FLEET_MAPS_UID } from '../dashboards/fleetMaps';
import type { Tests } from '../scene';
import { openFleetMap } from '../views/FleetMapView';

const MAP = [FLEET_MAPS_UID, 'Sets a variable'] as const;

export const fleetMapMoves: Tests = {
  'a group is zoomed into by its title, and the path leads back': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, ...MAP);
    const before = await map.boxOfCell();
    const { groups } = await map.nameOfCell();
    await map.openMenuOfGroup();
    await map.choose(`Zoom into ${groups.at(-1)}`);
    const path = map.content.getByRole('navigation', { name: 'Groups' });
    await path.getByText(groups.at(-1)!).waitFor();
    assert.ok((await map.boxOfCell()).width > before.width, 'cells have grown');
    await map.cell.focus();
    await page.keyboard.press('End');
    assert.deepEqual((await map.nameOfCell()).groups, groups, 'no other group is left');

    await path.getByRole('button', { name: groups[0] }).click();
    await path.getByText(groups.at(-1)!).waitFor({ state: 'detached' });
    await path.getByRole('button', { name: 'All nodes' }).click();
    await path.waitFor({ state: 'detached' });
    await map.cell.focus();
    await page.keyboard.press('Home');
    assert.deepEqual(await map.boxOfCell(), before);
  },

  'a group is collapsed into one tile that counts it, and expanded again': async (scene) => {
    const map = await openFleetMap(scene, ...MAP);
    const before = await map.nameOfCell();
    const [account, region] = before.groups;
    await map.openMenuOfGroup();
    await map.choose(`Collapse ${region}`);
    const tile = map.content.getByRole('gridcell', { name: new RegExp(`${account}, ${region}$`) });
    const inside = scene.truth.machines.filter(
      (machine) =>
        machine.region === region && scene.truth.accounts.find(({ id }) => id === machine.account)?.name === account
    );
    assert.match((await tile.getAttribute('aria-label')) ?? '', new RegExp(`^${inside.length} nodes; worst: `));
    await tile.focus();
    await scene.page.keyboard.press('Enter');
    await map.choose(`Expand ${region}`);
    await map.content.getByRole('gridcell', { name: before.name }).first().waitFor();
  },

  'Ctrl and the wheel magnify around the pointer, and a drag moves what is magnified': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, ...MAP);
    const before = await map.boxOfCell();
    const pointer = await map.middleOfCell();
    await map.wheel(-300, { ctrl: true });
    await page.waitForFunction(
      ([width]) => document.querySelector('[role="gridcell"][tabindex="0"]')!.getBoundingClientRect().width > width * 2,
      [before.width]
    );
    const magnified = await map.boxOfCell();
    assert.ok(magnified.x <= pointer.x && pointer.x <= magnified.x + magnified.width, 'the pointer is over the cell');
    assert.ok(magnified.y <= pointer.y && pointer.y <= magnified.y + magnified.height, 'the pointer is over the cell');

    await page.mouse.down();
    await page.mouse.move(pointer.x - 30, pointer.y - 20, { steps: 4 });
    await page.mouse.up();
    await eventually('What the drag moved', 5_000, async () => {
      const dragged = await map.boxOfCell();
      assert.deepEqual([dragged.x, dragged.y].map(Math.round), [magnified.x - 30, magnified.y - 20].map(Math.round));
    });
    assert.equal(await page.getByRole('menu').count(), 0, 'a drag is no click');
  },

  'the wheel alone scrolls the page': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, ...MAP);
    await page.setViewportSize({ width: 1440, height: 700 });
    await map.picture.waitFor();
    const before = await map.settledBoxOfCell();
    await map.wheel(200);
    await page.waitForFunction(
      ([y]) => document.querySelector('[role="gridcell"][tabindex="0"]')!.getBoundingClientRect().y < y - 100,
      [before.y]
    );
    const after = await map.boxOfCell();
    assert.deepEqual([after.width, after.height], [before.width, before.height]);
  },

  'hexagons are picked where they are drawn': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Hexagons');
    await map.cell.focus();
    await page.keyboard.press('ArrowDown');
    const { state } = await map.nameOfCell();
    const { x, y } = await map.middleOfCell();
    await page.mouse.move(x, y);
    await page.locator('dl').filter({ hasText: 'Patch age' }).locator('dd').getByText(state).waitFor();
    const squares = openFleetMap(scene, ...MAP);
    assert.notEqual(await map.painted(), await (await squares).painted());
  },
};
