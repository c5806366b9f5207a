import assert from 'node:assert/strict';
import { nodesToOpen } from '../../demo/check/node';
import type { Scene, Tests } from '../scene';
import { cutTexts } from '../views/cutTexts';
import { DashboardView } from '../views/DashboardView';

/** Beside Grafana's menu, on a tablet, on a telephone: windows that show every panel. The preview doesn't stack panels where they have no room. */
const sizesIn = ({ host }: Scene) => [
  { width: 1440, height: 3600 },
  { width: 900, height: 3600 },
  ...(host.signIn ? [{ width: 420, height: 6400 }] : []),
];

export const layout: Tests = {
  'nothing of Fleet overview is cut at 1440, 900 and 420 pixels': (scene) =>
    holdsTogether(scene, 'onepane-fleet-overview'),

  'nothing of Node is cut at 1440, 900 and 420 pixels': (scene) =>
    holdsTogether(scene, 'onepane-node', { 'var-node': nodesToOpen(scene.truth)[0].machine.nodeId! }),

  'nothing of Patches is cut at 1440, 900 and 420 pixels': (scene) => holdsTogether(scene, 'onepane-patches'),

  'nothing of Configuration is cut at 1440, 900 and 420 pixels': (scene) =>
    holdsTogether(scene, 'onepane-configuration'),

  'nothing of Operations is cut at 1440, 900 and 420 pixels': (scene) => holdsTogether(scene, 'onepane-operations'),

  'nothing of Source health is cut at 1440, 900 and 420 pixels': (scene) =>
    holdsTogether(scene, 'onepane-source-health'),

  'the variables of Fleet overview take one line beside the menu': async (scene) => {
    const { page, url } = scene;
    await dockMenu(scene);
    await new DashboardView(page, url).open('onepane-fleet-overview');
    await page.setViewportSize({ width: 1440, height: 900 });
    const tops = await page
      .getByTestId('data-testid template variable')
      .evaluateAll((variables) => variables.map((variable) => variable.getBoundingClientRect().top));
    assert.equal(tops.length, 3, 'account, Region and filters');
    assert.equal(new Set(tops).size, 1, `lines at ${tops.join(', ')}`);
  },
};

async function holdsTogether(scene: Scene, uid: string, parameters: Record<string, string> = {}): Promise<void> {
  const { page, url } = scene;
  await dockMenu(scene);
  const dashboard = await new DashboardView(page, url).open(uid, parameters);
  for (const size of sizesIn(scene)) {
    await page.setViewportSize(size);
    await dashboard.settled();
    assert.deepEqual([size.width, await cutTexts(page)], [size.width, []]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= size.width, `the page is ${width} pixels wide in a window of ${size.width}`);
  }
}

/** Grafana's menu takes 300 pixels as long as it is docked, which it is by default in a wide window. */
async function dockMenu({ page }: Scene): Promise<void> {
  await page.addInitScript(() => {
    localStorage.setItem('grafana.navigation.docked', 'true');
    localStorage.setItem('grafana.navigation.open', 'true');
  });
}
