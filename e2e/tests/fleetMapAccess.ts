import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { FLEET_MAPS_UID } from '../dashboards/fleetMaps';
import type { Scene, Tests } from '../scene';
import { openFleetMap } from '../views/FleetMapView';

const MAP = [FLEET_MAPS_UID, 'Sets a variable'] as const;
const CONTENT = '[data-testid="data-testid Panel header Sets a variable"] [data-testid="data-testid panel content"]';
const MENU = '[role="menu"]';
const CHOICES = '[data-testid="toggletip-content"]';
/** In Grafana 12.3 the sign at the end of its lists with several values says that it is expanded, and has no role that may. */
const GRAFANAS_OWN = '[class*="input-suffix"][id^="downshift"]';

async function nothingWrong({ page }: Scene, ...where: string[]): Promise<void> {
  const axe = where.reduce(
    (builder, selector) => builder.include(selector),
    new AxeBuilder({ page }).exclude(GRAFANAS_OWN)
  );
  const { violations } = await axe.analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
    []
  );
}

export const fleetMapAccess: Tests = {
  ...Object.fromEntries(
    ['dark', 'light'].map((theme) => [
      `axe finds nothing wrong with map, menu, choices and table in the ${theme} theme`,
      async (scene: Scene) => {
        const { page } = scene;
        const map = await openFleetMap(scene, ...MAP, { theme });
        await map.content.getByRole('button', { name: /Compliant/ }).click({ modifiers: ['Control'] });
        await nothingWrong(scene, CONTENT);
        await map.content.getByRole('button', { name: /^Colour by/ }).click();
        await nothingWrong(scene, CHOICES);
        await page.keyboard.press('Escape');
        await map.cell.focus();
        await page.keyboard.press('Enter');
        await page.getByRole('menu').waitFor();
        await nothingWrong(scene, CONTENT, MENU);
        await page.keyboard.press('Escape');
        await map.content.getByRole('radio', { name: 'Table' }).click();
        await nothingWrong(scene, CONTENT);
      },
    ])
  ),

  'in forced colours the map is drawn, and patterns tell states that look alike': async (scene) => {
    await scene.page.emulateMedia({ forcedColors: 'active' });
    const map = await openFleetMap(scene, ...MAP);
    const colours = await map.coloursPainted();
    assert.ok(colours > (await map.legend()).length, `${colours} colours`);
    await map.cell.focus();
    assert.notEqual(
      await map.cell.evaluate((cell) => getComputedStyle(cell).outlineStyle),
      'none',
      'the focus is seen'
    );
  },

  'nothing moves by itself for those who want less motion': async (scene) => {
    const { page } = scene;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const map = await openFleetMap(scene, ...MAP);
    await map.content.getByRole('button', { name: /Compliant/ }).click();
    const { x, y } = await map.middleOfCell();
    await page.mouse.move(x, y);
    const moving = await map.element.evaluate((panel) =>
      panel.getAnimations({ subtree: true }).map((animation) => (animation as CSSTransition).transitionProperty)
    );
    assert.deepEqual(moving, []);
  },
};
