import assert from 'node:assert/strict';
import { signIn, type Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import { SourcesView } from '../views/SourcesView';

const WITH_METRICS = 'Online nodes with metrics';

export const sources: Tests = {
  'each account has its nodes, and no role is told to who only looks': async ({ page, url, truth }) => {
    const view = await new SourcesView(page, url).open();
    const accounts = await view.accounts('Fleet', 'Nodes');
    const expected = truth.accounts.map(({ id, name }) => {
      const nodes = truth.machines.filter(({ account }) => account === id).length;
      return [`${name} ${id}`, nodes.toLocaleString('en')];
    });
    assert.deepEqual(accounts.map(({ Account, Nodes }) => [Account, Nodes]).sort(), expected.sort());
    assert.doesNotMatch(await page.locator('body').innerText(), /arn:aws:/);
  },

  'nodes without metrics are those that Fleet overview counts': async ({ page, url }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    await dashboard.settled();
    const [{ value }] = await dashboard.panel('No metrics').figures();
    const view = await new SourcesView(page, url).open();
    await view.accounts('Fleet');
    await view.checkMetrics('Fleet');
    const shares = (await view.accounts('Fleet', WITH_METRICS)).map((account) => {
      const [, heard, online] = /^([\d,]+) of ([\d,]+) /.exec(account[WITH_METRICS])!;
      return Number(online.replaceAll(',', '')) - Number(heard.replaceAll(',', ''));
    });
    assert.equal(shares.reduce((sum, silent) => sum + silent, 0).toLocaleString('en'), value);
  },
};

/** The preview asks nobody who they are, and so tells nobody. */
export const sourcesForAdmins: Tests = {
  'an admin is told as whom each account is read': async (scene) => {
    await signIn(scene);
    const view = await new SourcesView(scene.page, scene.url).open();
    for (const { 'Read as': caller, Account } of await view.accounts('Fleet', 'Read as')) {
      assert.equal(caller.match(/^arn:aws:sts::(\d{12}):assumed-role\/OnePaneReader\//)?.[1], Account.slice(-12));
    }
  },
};
