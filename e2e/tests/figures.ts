import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import type { Figure } from '../views/figures';

const NODES = 'Nodes, worst first';

/** Panels whose figures lead to the nodes that they count. */
const COUNTS_OF_NODES = [
  'Worst now: nodes in trouble',
  'Nodes',
  'Patched',
  'Patch gaps',
  'Associations',
  'Patch status',
  'Association status',
  'Agent connection',
  'Provider',
  'Owners in trouble',
  'Patch status by account and Region',
  'Association status by account and Region',
];

export const figures: Tests = {
  'every count of Fleet overview leads to exactly the nodes that it counts': async ({ page, url, truth }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
    await dashboard.settled();
    const found: Array<Figure & { panel: string; list: string }> = [];
    for (const panel of COUNTS_OF_NODES) {
      found.push(...(await dashboard.panel(panel).figures()).map((figure) => ({ panel, list: NODES, ...figure })));
    }
    const [unheard] = await dashboard.panel('No metrics').figures();
    found.push({ panel: 'No metrics', list: 'Online nodes without metrics', ...unheard });
    assert.ok(found.length > 60, `${found.length} figures were found`);
    await followAll(page, url, found, truth.machines.length);
  },

  'every count of Source health leads to exactly what it counts': async ({ page, url }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-source-health');
    await dashboard.settled();
    const found: Array<Figure & { panel: string; list: string }> = [];
    for (const panel of ['By account and Region', 'By operation']) {
      const list = 'What is read from AWS, worst first';
      found.push(...(await dashboard.panel(panel).figures()).map((figure) => ({ panel, list, ...figure })));
    }
    assert.ok(found.length > 10, `${found.length} figures were found`);
    await followAll(page, url, found, NaN);
  },

  'a link with an owner in it opens that team’s own view': async ({ page, url, truth }) => {
    const [owner] = truth.machines.flatMap(({ tags }) => tags.Owner ?? []);
    for (const [chosen, holds] of [
      [owner, (tag?: string) => tag === owner],
      ['(none)', (tag?: string) => !tag],
    ] as const) {
      const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview', {
        'var-filters': `tag:Owner|=|${chosen}`,
      });
      await dashboard.settled();
      const expected = truth.machines.filter(({ tags }) => holds(tags.Owner)).length;
      assert.equal(await dashboard.panel(NODES).table().rowCount(), expected, `nodes of ${chosen}`);
    }
  },
};

/** Opens each link in a page of its own, several at a time. @param whole what 100% is of. */
async function followAll(
  page: Page,
  url: string,
  all: Array<Figure & { panel: string; list: string }>,
  whole: number
): Promise<void> {
  const left = all.filter(({ value }) => value !== '0');
  const wrong: string[] = [];
  const follow = async () => {
    const tab = await page.context().newPage();
    for (let figure = left.pop(); figure; figure = left.pop()) {
      const { panel, name, value, href, list } = figure;
      if (!href) {
        wrong.push(`${panel} / ${name} ${value} leads nowhere`);
        continue;
      }
      await tab.goto(new URL(href, url).toString());
      const expected = value.endsWith('%')
        ? (Number.parseFloat(value) / 100) * whole
        : Number(value.replaceAll(',', ''));
      const tolerance = value.endsWith('%') ? whole / 2000 : 0;
      const table = new DashboardView(tab, url).panel(list).table();
      const rows = await table.rowCountThat((count) => Math.abs(count - expected) <= tolerance);
      if (Math.abs(rows - expected) > tolerance) {
        wrong.push(`${panel} / ${name} ${value} leads to ${rows} rows`);
      }
    }
    await tab.close();
  };
  await Promise.all(Array.from({ length: 3 }, follow));
  assert.deepEqual(wrong, []);
}
