import assert from 'node:assert/strict';
import { signIn, type Tests } from '../scene';
import { DataSourceView } from '../views/DataSourceView';

export const configEditor: Tests = {
  'settings are shown, and a good source says which accounts answer': async (scene) => {
    await signIn(scene);
    const view = await new DataSourceView(scene.page, scene.url).open('fleet');
    const { id } = scene.truth.accounts[0];
    assert.equal(await view.field('Account ID'), id);
    assert.match(await view.test(), /3 accounts answer/);
  },

  'a wrong secret is named, and nothing of it is shown': async (scene) => {
    await signIn(scene);
    const view = await new DataSourceView(scene.page, scene.url).open('wrong-secret');
    const words = await view.test();
    assert.match(words, /signature|secret/i);
    assert.doesNotMatch(await scene.page.content(), /thisSecretIsWrong/);
  },
};
