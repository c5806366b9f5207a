import assert from 'node:assert/strict';
import { countBy, ping } from '../../demo/check/expectations';
import { type Scene, signIn, type Tests } from '../scene';
import { ExploreView } from '../views/ExploreView';
import { tabTo } from '../views/keyboard';

const FLEET = ['fleet', 'onepane-ssm-datasource'] as const;

async function explore(scene: Scene): Promise<ExploreView> {
  await signIn(scene);
  return new ExploreView(scene.page, scene.url).open(...FLEET);
}

export const queryEditor: Tests = {
  'a count by ping status is built with the keyboard alone': async (scene) => {
    const view = await explore(scene);
    await view.takeSecondView();
    await view.pick('Group by', 'Ping status');
    const expected = countBy(scene.truth.machines, ping);
    const online = await view.rowOf('Online');
    assert.equal(online.at(-1), expected.get('Online')!.toLocaleString('en'));
  },

  'a list of associations is asked for with the keyboard alone': async (scene) => {
    const view = await explore(scene);
    await view.pick('Resource', 'Associations');
    await tabTo(scene.page, 'Limit');
    await scene.page.keyboard.type('3');
    await scene.page.keyboard.press('Tab');
    await view.rowCountIs(3);
  },

  'another resource is chosen with the mouse': async (scene) => {
    const view = await explore(scene);
    for (const resource of ['Associations', 'Nodes', 'Activations', 'Associations']) {
      await view.click('Resource', resource);
      await view.shows('Resource', resource);
    }
  },

  'an unknown field is answered with its name and the way out': async (scene) => {
    await signIn(scene);
    const filters = [{ field: 'colour', op: '=', value: 'red' }];
    const view = await new ExploreView(scene.page, scene.url).open(...FLEET, {
      resource: 'nodes',
      view: 'table',
      filters,
    });
    assert.match(await view.complaintAbout('colour'), /Fields: account/);
  },
};
