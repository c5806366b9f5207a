import assert from 'node:assert/strict';
import { NO_METRICS_PANEL } from '../../src/dashboards/addresses';
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

  'nodes without metrics are as many as Fleet overview lists': async ({ page, url }) => {
    const view = await new SourcesView(page, url).open();
    await view.accounts('Fleet', 'Nodes');
    await view.checkMetrics('Fleet');
    const shares = (await view.accounts('Fleet', WITH_METRICS)).map((account) => {
      const [, heard, online] = /^([\d,]+) of ([\d,]+) /.exec(account[WITH_METRICS])!;
      return Number(online.replaceAll(',', '')) - Number(heard.replaceAll(',', ''));
    });
    const silent = shares.reduce((sum, each) => sum + each, 0);
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview', {
      viewPanel: `panel-${NO_METRICS_PANEL}`,
    });
    const listed = dashboard.panel('Online nodes without metrics').table();
    assert.equal(await listed.rowCountThat((count) => count === silent), silent);
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
