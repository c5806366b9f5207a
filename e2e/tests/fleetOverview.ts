import assert from 'node:assert/strict';
import { displayName } from '../../demo/check/expectations';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';

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
};
