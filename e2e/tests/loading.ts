import assert from 'node:assert/strict';
import { countBy, patchStatus } from '../../demo/check/expectations';
import type { MachineTruth } from '../../demo/check/truth';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import type { PanelView } from '../views/PanelView';

/** To be run first: only the first look at a fleet finds nothing read. */
export const loading: Tests = {
  'counts are shown while they are still being read, say so, and become whole by themselves': async (scene) => {
    const { page, url, simulatorUrl, truth } = scene;
    const [operation, region] = ['DescribeInstancePatchStates', 'us-east-1'];
    const slow = [{ service: 'ssm', operation, region, latencyMs: 15_000 }];
    await fetch(`${simulatorUrl}/__faults`, { method: 'POST', body: JSON.stringify(slow) });
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    const panel = dashboard.panel('Patch status');
    await eventually(async () => ((await isStillReading(panel)) ? true : undefined));
    const status = (machine: MachineTruth) => patchStatus(machine, truth, Date.now());
    const expected = countBy(truth.machines, status);
    const unknown = expected.get('Unknown') ?? 0;
    const isUnread = (machine: MachineTruth) => machine.region === region && machine.ssm !== null;
    const unread = truth.machines.filter((machine) => isUnread(machine) || status(machine) === 'Unknown');
    // What else was unread at the first look is read within seconds: the slow Region alone is left.
    await eventually(async () => ((await countOf(panel, 'Unknown')) === unread.length ? true : undefined));
    assert.ok(await isStillReading(panel), 'what is not read is unknown, and said to be still being read');

    await fetch(`${simulatorUrl}/__faults`, { method: 'DELETE' });
    await dashboard.settled();
    assert.equal(await countOf(panel, 'Unknown'), unknown);
    assert.equal(await countOf(panel, 'Compliant'), expected.get('Compliant'));
    assert.equal((await panel.notices()).length, 1, 'only its description is left');
  },
};

async function isStillReading(panel: PanelView): Promise<boolean> {
  return (await panel.notices()).some((words) => /Still reading/.test(words));
}

async function countOf(panel: PanelView, status: string): Promise<number> {
  const bar = (await panel.bars()).find(({ name }) => name.endsWith(` ${status}`));
  return Number(bar?.value.replaceAll(',', ''));
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('What was looked for was not shown within 40 s');
}
