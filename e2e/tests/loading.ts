import assert from 'node:assert/strict';
import { countBy, patchStatus } from '../../demo/check/expectations';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';

/** To be run first: only the first look at a fleet finds nothing read. */
export const loading: Tests = {
  'counts are shown while they are still being read, say so, and become whole by themselves': async (scene) => {
    const { page, url, simulatorUrl, truth } = scene;
    const slow = [{ service: 'ssm', operation: 'DescribeInstancePatchStates', latencyMs: 2_500 }];
    await fetch(`${simulatorUrl}/__faults`, { method: 'POST', body: JSON.stringify(slow) });
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    const panel = dashboard.panel('Patch status');
    const notice = await eventually(async () => (await panel.notices())[0]);
    assert.match(notice, /\d/, 'the notice says how far it is');
    const partly = total(await panel.bars());
    assert.ok(partly < truth.machines.length, `${partly} nodes are counted while the rest is read`);

    await fetch(`${simulatorUrl}/__faults`, { method: 'DELETE' });
    await dashboard.settled();
    const expected = countBy(truth.machines, (machine) => patchStatus(machine, truth, Date.now()));
    const shown = new Map((await panel.bars()).map(({ name, value }) => [name.replace(/^\S+ /, ''), value]));
    assert.equal(shown.get('Compliant'), String(expected.get('Compliant')));
    assert.deepEqual(await panel.notices(), []);
  },
};

function total(bars: Array<{ value: string }>): number {
  return bars.reduce((sum, { value }) => sum + Number(value.replace(/,/g, '')), 0);
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('No notice was shown within 20 s');
}
