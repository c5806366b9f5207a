import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../demo/paths';
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

  'an account that cannot be one is named, and nothing of an earlier good check is left': async (scene) => {
    await signIn(scene);
    const { page } = scene;
    const view = await new DataSourceView(page, scene.url).open('editable');
    assert.match(await view.test(), /3 accounts answer/);
    await page.getByRole('button', { name: 'Add account' }).click();
    assert.equal(await page.getByText('is not an AWS account ID').count(), 0, 'nobody has typed anything yet');
    await view.fill('Account ID', '11112222333', 3);
    const [said, ...others] = await view.testUntil('11112222333');
    assert.deepEqual(others, []);
    assert.doesNotMatch(said, /answer|working/i);
    assert.match(said, /12 digits/);
  },

  'on a phone no setting leaves the screen': async (scene) => {
    await signIn(scene);
    const width = 420;
    await scene.page.setViewportSize({ width, height: 900 });
    const view = await new DataSourceView(scene.page, scene.url).open('fleet');
    await view.field('Role ARN');
    const ends = await scene.page
      .locator('main input')
      .evaluateAll((inputs) => inputs.map((input) => input.getBoundingClientRect().right));
    assert.ok(ends.length > 10, `${ends.length} inputs were found`);
    assert.ok(Math.max(...ends) <= width, `one ends at ${Math.max(...ends)}`);
  },

  'the policies and the template can be had from the settings': async (scene) => {
    await signIn(scene);
    const { page, url } = scene;
    await new DataSourceView(page, url).open('fleet');
    for (const [name, file] of [
      ['Reader policy', 'reader-policy.json'],
      ['CloudFormation template', 'reader-role.yaml'],
      ['Base policy', 'base-policy.json'],
    ]) {
      const link = await page.getByRole('link', { name }).evaluate((anchor) => (anchor as HTMLAnchorElement).href);
      const answer = await page.request.get(link);
      assert.equal(await answer.text(), await readFile(join(ROOT, 'deploy', file), 'utf8'));
    }
  },
};
