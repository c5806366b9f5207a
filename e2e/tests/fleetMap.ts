import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { countBy, patchStatus, shortWord } from '../../demo/check/expectations';
import { sameCounts } from '../../demo/check/compare';
import type { Scene, Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import type { PanelView } from '../views/PanelView';

async function openMap({ page, url }: Scene, parameters: Record<string, string> = {}): Promise<PanelView> {
  const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview', parameters);
  await dashboard.settled();
  return dashboard.panel('Fleet map');
}

const focusedLabel = ({ page }: Scene) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

export const fleetMap: Tests = {
  'the legend counts every node, and a click takes a state out of the map': async (scene) => {
    const { truth } = scene;
    const map = await openMap(scene);
    const expected = countBy(truth.machines, (machine) => shortWord(patchStatus(machine, truth, Date.now())));
    assert.deepEqual(sameCounts(expected, await map.legend()).complaints, []);

    const canvas = map.content.locator('canvas').first();
    const before = await canvas.screenshot();
    const compliant = map.content.getByRole('button', { name: /Compliant/ });
    await compliant.click();
    assert.equal(await compliant.getAttribute('aria-pressed'), 'false');
    assert.notDeepEqual(await canvas.screenshot(), before);
  },

  'the search says how many nodes it found': async (scene) => {
    const map = await openMap(scene);
    const { machines } = scene.truth;
    await map.content.getByPlaceholder('Search nodes').fill('us-east-1');
    const found = machines.filter(({ region }) => region === 'us-east-1').length;
    await map.content.getByText(`${found} of ${machines.length} nodes`).waitFor();
  },

  'a pointer on a node tells who it is, and a click leads to its page': async (scene) => {
    const { page } = scene;
    const map = await openMap(scene);
    const cell = map.content.getByRole('gridcell').first();
    const [name] = (await cell.getAttribute('aria-label'))!.split('; ');
    const { x, y, width, height } = (await cell.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.getByText('Patch age').last().waitFor();
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.getByRole('menuitem', { name: 'Show node' }).first().click();
    await page.waitForURL(/\/d\/onepane-node/);
    await page.getByText(name).first().waitFor();
  },

  'keys lead from node to node, open the menu and leave': async (scene) => {
    const { page } = scene;
    const map = await openMap(scene);
    await map.content.getByRole('gridcell').first().focus();
    const first = await focusedLabel(scene);
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await focusedLabel(scene), first);
    await page.keyboard.press('PageDown');
    assert.notEqual((await focusedLabel(scene)).split('; ').at(-1), first.split('; ').at(-1), 'another group');
    await page.keyboard.press('Home');
    assert.equal(await focusedLabel(scene), first);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Start session' }).waitFor();
    await page.keyboard.press('Escape');
    await map.content.getByRole('gridcell').first().focus();
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), null);
  },

  'the same nodes are a table': async (scene) => {
    const map = await openMap(scene);
    await map.content.getByRole('radio', { name: 'Table' }).click();
    await map.content.getByRole('table', { name: 'Nodes' }).waitFor();
  },

  ...Object.fromEntries(
    ['dark', 'light'].flatMap((theme) =>
      ['Map', 'Table'].map((mode) => [
        `axe finds nothing wrong with the ${mode.toLowerCase()} in the ${theme} theme`,
        async (scene: Scene) => {
          const map = await openMap(scene, { theme });
          await map.content.getByRole('radio', { name: mode }).click();
          const { violations } = await new AxeBuilder({ page: scene.page })
            .include('[data-testid="data-testid Panel header Fleet map"] [data-testid="data-testid panel content"]')
            .analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
            []
          );
        },
      ])
    )
  ),
};
