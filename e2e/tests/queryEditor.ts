import assert from 'node:assert/strict';
import { countBy, patchStatus, ping } from '../../demo/check/expectations';
import { type Scene, signIn, type Tests } from '../scene';
import { ExploreView } from '../views/ExploreView';
import { countEffort } from '../views/effort';
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

  'a resource is found by a word for what it has': async (scene) => {
    const view = await explore(scene);
    await view.find('Resource', 'hybrid', 'Activations');
    await view.shows('Resource', 'Activations');
  },

  'nodes with failed patches in eu-west-1 are asked for in four clicks from an empty Explore, without a key': async (
    scene
  ) => {
    await signIn(scene);
    const effort = await countEffort(scene.page);
    const view = await new ExploreView(scene.page, scene.url).openEmpty();
    await view.askExample('Nodes with failed patches');
    await view.click('Regions', 'eu-west-1');
    const failed = scene.truth.machines.filter(
      (machine) => machine.region === 'eu-west-1' && patchStatus(machine, scene.truth, Date.now()) === 'Failed'
    );
    await view.rowCountIs(failed.length);
    const ids = (await view.rows()).map((cells) => cells[0]);
    assert.deepEqual(ids.sort(), failed.map(({ nodeId }) => nodeId).sort());
    // Where another data source is the default one, choosing this one takes two more.
    const { clicks, keys } = await effort();
    assert.ok(clicks <= 4 && keys === 0, `it took ${clicks} clicks and ${keys} keys`);
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
