import assert from 'node:assert/strict';
import { countBy, displayName, patchStatus, provider, shortWord } from '../../demo/check/expectations';
import { sameCounts } from '../../demo/check/compare';
import type { MachineTruth } from '../../demo/check/truth';
import { FLEET_OVERVIEW_UID } from '../../src/dashboards/addresses';
import { FLEET_MAPS_UID } from '../dashboards/fleetMaps';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import { openFleetMap } from '../views/FleetMapView';

export const fleetMap: Tests = {
  'the legend counts every node, a click shows a state alone, and Ctrl takes one out of the map': async (scene) => {
    const { truth } = scene;
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID);
    const expected = countBy(truth.machines, (machine) => shortWord(patchStatus(machine, truth, Date.now())));
    assert.deepEqual(sameCounts(expected, await map.legend()).complaints, []);

    const before = await map.painted();
    const compliant = map.content.getByRole('button', { name: /Compliant/ });
    const isolated = map.content.locator('[aria-pressed="true"]');
    await compliant.click();
    assert.deepEqual(await isolated.count(), 1);
    const alone = await map.painted();
    assert.notEqual(alone, before);
    await compliant.click();
    assert.equal(await map.painted(), before);

    await compliant.click({ modifiers: ['Control'] });
    assert.equal(await compliant.getAttribute('aria-pressed'), 'false');
    assert.ok(![before, alone].includes(await map.painted()));
    await map.content.getByRole('button', { name: 'Show all' }).click();
    assert.equal(await map.painted(), before);
  },

  'the search says how many nodes it found, and dims the others': async (scene) => {
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID);
    const { machines } = scene.truth;
    const before = await map.painted();
    await map.content.getByPlaceholder('Search nodes').fill('us-east-1');
    const found = machines.filter(({ region }) => region === 'us-east-1').length;
    await map.content.getByText(`${found} of ${machines.length} nodes`).waitFor();
    assert.notEqual(await map.painted(), before);
  },

  'Enter in the search opens the menu of the only node that it finds': async (scene) => {
    const { page, truth } = scene;
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID);
    const { nodeId } = truth.machines.findLast((machine) => machine.nodeId?.startsWith('i-'))!;
    await map.content.getByPlaceholder('Search nodes').fill(nodeId!);
    await page.keyboard.press('Enter');
    const href = await page.getByRole('menuitem', { name: 'Show node' }).getAttribute('href');
    assert.ok(href?.includes(nodeId!), `${href} is of ${nodeId}`);
    await page.keyboard.press('Escape');
    assert.equal(await map.cell.evaluate((cell) => cell === document.activeElement), true, 'its cell has the focus');
  },

  'viewers choose colours, groups and sizes for themselves, and go back': async (scene) => {
    const { page, truth } = scene;
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID);
    const before = await map.painted();
    const choices = map.content.getByRole('button', { name: /^Colour by/ });
    const pick = async (part: string, field: string) => {
      await page.getByRole('combobox', { name: part }).click();
      await page.getByRole('option', { name: field, exact: true }).click();
    };
    const close = () => page.getByRole('button', { name: 'Close', exact: true }).click();
    await choices.click();
    await pick('Colour by', 'Provider');
    await pick('Size by', 'Missing');
    await pick('Group by', 'Platform name');
    await close();
    const providers = countBy(truth.machines, (machine) => provider(machine, truth));
    assert.deepEqual(sameCounts(providers, await map.legend()).complaints, []);
    assert.match(await map.content.getByRole('status').innerText(), /by Account name, then Region, then Platform name/);
    assert.notEqual(await map.painted(), before);

    await choices.click();
    await page.getByRole('button', { name: "Back to the panel's own" }).click();
    await close();
    await map.content.getByRole('button', { name: 'Colour by Patch status' }).waitFor();
    assert.equal(await map.painted(), before);
  },

  'a pointer on a node tells who it is and how, and a click leads to its page': async (scene) => {
    const { page } = scene;
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID);
    const { name, state } = await map.nameOfCell();
    const { x, y } = await map.middleOfCell();
    await page.mouse.move(x, y);
    const card = page.locator('dl').filter({ hasText: 'Patch age' });
    await card.locator('dd').getByText(state).waitFor();
    await page.mouse.click(x, y);
    await page.getByRole('menuitem', { name: 'Start session' }).waitFor();
    await map.choose('Show node');
    await page.waitForURL(/\/d\/onepane-node/);
    await page.getByText(name).first().waitFor();
  },

  "the menu of a machine in Azure leads to its page in Azure's portal": async (scene) => {
    const { page, truth } = scene;
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID, 'Fleet map', { 'var-filters': 'provider|=|Azure' });
    const known = truth.machines.filter(({ azure }) => azure?.path === 'provider');
    await map.cell.focus();
    let machine: MachineTruth | undefined;
    // Not all of them came by the path that tells SSM which resource they are.
    for (let steps = 0; !machine; steps++) {
      assert.ok(steps < truth.machines.length, 'no cell is of a machine that SSM knows by its Azure resource');
      await page.keyboard.press(steps % 10 === 9 ? 'PageDown' : 'ArrowRight');
      const { name } = await map.nameOfCell();
      machine = known.find((one) => displayName(one) === name);
    }
    await page.keyboard.press('Enter');
    assert.equal(
      await page.getByRole('menuitem', { name: 'Open in cloud console' }).getAttribute('href'),
      `https://portal.azure.com/#@/resource${machine.azure!.resourceId}`
    );
  },

  'a click sets the variable that the options name, and other panels follow': async (scene) => {
    const { page, url, truth } = scene;
    const map = await openFleetMap(scene, FLEET_MAPS_UID, 'Sets a variable');
    const { name, groups } = await map.nameOfCell();
    const { x, y } = await map.middleOfCell();
    const before = await map.element.locator('canvas').nth(1).screenshot();
    await page.mouse.click(x, y);
    await page.waitForURL(/var-node=[^&]/);
    const id = new URL(page.url()).searchParams.get('var-node');
    const chosen = truth.machines.find(({ nodeId }) => nodeId === id);
    assert.equal(chosen?.region, groups.at(-1), `${id} is the node ${name}`);

    await page.keyboard.press('Escape');
    const dashboard = new DashboardView(page, url);
    await dashboard.settled();
    assert.deepEqual(
      (await dashboard.panel('Chosen node').table().rows()).map((row) => Object.values(row)[0]),
      [id]
    );
    assert.notDeepEqual(await map.element.locator('canvas').nth(1).screenshot(), before, 'the node is marked');
  },

  'the same nodes are a table': async (scene) => {
    const map = await openFleetMap(scene, FLEET_OVERVIEW_UID);
    await map.content.getByRole('radio', { name: 'Table' }).click();
    const table = map.content.getByRole('table', { name: 'Nodes' });
    await table.waitFor();
    const { name } = await table
      .getByRole('cell')
      .first()
      .innerText()
      .then((text) => ({ name: text.trim() }));
    assert.ok(
      scene.truth.machines.some((machine) => Object.values(machine).includes(name)),
      `${name} is a node's`
    );
    await map.content.getByRole('radio', { name: 'Map' }).click();
    await map.picture.waitFor();
  },
};
