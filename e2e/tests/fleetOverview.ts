import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { displayName } from '../../demo/check/expectations';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import type { Figure } from '../views/figures';
import type { Row } from '../views/TableView';

export const fleetOverview: Tests = {
  'choosing a Region narrows every panel': async ({ page, url, truth }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    await dashboard.settled();
    await dashboard.choose('Region', 'us-east-1');
    await dashboard.settled();
    const there = truth.machines.filter(({ region }) => region === 'us-east-1');
    const figures = new Map((await dashboard.panel('Nodes').stats()).map(({ name, value }) => [name, value]));
    assert.equal(figures.get('known'), there.length.toLocaleString('en'));
    assert.equal(figures.get('managed'), there.filter(({ ssm }) => ssm !== null).length.toLocaleString('en'));
    const places = await dashboard.panel('Patch status by account and Region').table().rows();
    assert.deepEqual([...new Set(places.map(({ Region }) => Region))], ['us-east-1']);
    assert.equal(await dashboard.panel('Nodes, worst first').table().rowCount(), there.length);
  },

  'a click on a node opens its page': async ({ page, url, truth }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    await dashboard.settled();
    const [{ Node: name }] = await dashboard.panel('Nodes, worst first').table().rows(1);
    await dashboard.panel('Nodes, worst first').table().follow(name);
    await page.waitForURL(/\/d\/onepane-node/);
    await dashboard.settled();
    const [identity] = await dashboard.panel('Identity').table().rows();
    assert.equal(identity.Node, name);
    const namesakes = truth.machines.filter((machine) => displayName(machine) === name);
    assert.ok(
      namesakes.some(({ nodeId }) => nodeId === identity.ID),
      `${identity.ID} is a node of that name`
    );
  },

  'the age of the page leads to everything that it is made of': async ({ page, url }) => {
    const health = await new DashboardView(page, url).open('onepane-source-health');
    await health.settled();
    const all = await health.panel(READINGS).table().rowCount();
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    await dashboard.settled();
    const [age, unread] = await dashboard.panel('As of').figures();
    assert.equal(unread.value, '0');
    assert.equal((await follow(page, url, age)).length, all);
    assert.match(unread.href ?? '', /^\/d\/onepane-source-health\?.*var-state=failed&var-state=stale&var-state=late/);
  },

  'the count of what could not be read leads to exactly that': async ({ page, url }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview', {
      'var-source': 'wrong-secret',
    });
    await dashboard.settled();
    const [age, unread] = await dashboard.panel('As of').figures();
    assert.equal(age.value, 'unknown', 'nothing has been read');
    const rows = await follow(page, url, unread);
    assert.equal(rows.length.toLocaleString('en'), unread.value);
    assert.deepEqual([...new Set(rows.map(({ State }) => State))], ['✕ Failed']);
  },
};

const READINGS = 'What is read from AWS, worst first';

async function follow(page: Page, url: string, { name, href }: Figure): Promise<Row[]> {
  assert.match(href ?? `${name} leads nowhere`, /^\/d\/onepane-source-health\?/);
  await page.goto(new URL(href!, url).toString());
  const health = new DashboardView(page, url);
  await health.panel(READINGS).element.waitFor();
  await health.settled();
  return health.panel(READINGS).table().rows();
}
