import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import type { Figure } from '../views/figures';
import type { Row } from '../views/TableView';

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

/** Panels of Patches, and the lists that their figures lead to where those are no nodes. */
const COUNTS_OF_PATCHES: Record<string, string> = {
  Patched: NODES,
  'Patch gaps': NODES,
  Overdue: NODES,
  Stale: NODES,
  'No patch run': NODES,
  'Patch groups in trouble': NODES,
  'Baselines in trouble': NODES,
  'Owners in trouble': NODES,
  'Missing patches, on the most nodes first': 'Missing on these nodes',
  'CVEs open on the most nodes': 'Open on these nodes',
};

const wentWrong = ({ Status }: Row) => /Failed|Timed out/.test(Status);

/** The panels of figures with the list that they lead to, and which of its rows their first one counts: all unless it says so. */
const LISTS: Record<string, Record<string, [list: string, counts?: (row: Row) => boolean]>> = {
  'onepane-configuration': {
    Associations: ['Associations, failed first', wentWrong],
    'No association': ['Nodes without associations'],
    Activations: [
      'Activations, the next to expire first',
      ({ Expires }) => /^in (.*(minute|hour)s?|a day|[2-7] days)$/.test(Expires),
    ],
  },
  'onepane-operations': {
    Commands: ['Commands, failed first', wentWrong],
    Runbooks: ['Runbooks, failed first', wentWrong],
    Sessions: ['Sessions, open ones first', ({ Duration }) => Duration === ''],
    OpsItems: ['OpsItems, unfinished first', ({ Status }) => /^(Open|InProgress|Scheduled)$/.test(Status)],
    Alarms: ['Alarms, worst first', ({ State }) => /In alarm/.test(State)],
  },
};

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

  'every count of Patches leads to exactly what it counts': async ({ page, url, truth }) => {
    const dashboard = await new DashboardView(page, url).open('onepane-patches');
    await dashboard.settled();
    const found: Array<Figure & { panel: string; list: string }> = [];
    for (const [panel, list] of Object.entries(COUNTS_OF_PATCHES)) {
      found.push(...(await dashboard.panel(panel).figures()).map((figure) => ({ panel, list, ...figure })));
    }
    assert.ok(found.length > 30, `${found.length} figures were found`);
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

  'every count of Configuration and Operations leads to the list in which what it counts comes first': async ({
    page,
    url,
  }) => {
    for (const [uid, panels] of Object.entries(LISTS)) {
      const dashboard = await new DashboardView(page, url).open(uid);
      await dashboard.settled();
      const found: Array<Figure & { panel: string }> = [];
      for (const panel of Object.keys(panels)) {
        found.push(...(await dashboard.panel(panel).figures()).map((figure) => ({ panel, ...figure })));
      }
      for (const { panel, name, value, href } of found) {
        const [list, counts = () => true] = panels[panel];
        const all = name === 'in all' || panels[panel].length === 1;
        assert.ok(href, `${panel} / ${name} ${value} leads nowhere`);
        await page.goto(new URL(href, url).toString());
        const count = Number(value.replaceAll(',', ''));
        const rows = await dashboard
          .panel(list)
          .table()
          .rowCountThat((shown) => shown >= count);
        assert.ok(all ? rows === count : rows >= count, `${panel} / ${name} ${value} leads to ${rows} rows`);
        const first = all
          ? []
          : await dashboard
              .panel(list)
              .table()
              .rows(count + 1);
        const counted = first.filter(counts).length;
        assert.deepEqual([panel, counted, first.slice(0, count).every(counts)], [panel, all ? 0 : count, true]);
      }
    }
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

/**
 * Follows each link, in several pages at once. A page is loaded for its first link; from there on each is clicked where the one
 * before has led to, as its rows tell that it has been followed.
 *
 * @param whole what 100% is of.
 */
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
    const view = new DashboardView(tab, url);
    let rows = NaN;
    while (left.length > 0) {
      const counts = (value: string) => countIn(value, whole);
      // A list of as many rows as the one before it wouldn't tell that it is another: it is loaded.
      const other = left.findIndex(({ value }) => !counts(value)(rows));
      const [{ panel, name, value, href, list }] = left.splice(Math.max(other, 0), 1);
      if (!href) {
        wrong.push(`${panel} / ${name} ${value} leads nowhere`);
        continue;
      }
      await (other < 0 || Number.isNaN(rows) ? tab.goto(new URL(href, url).toString()) : view.follow(href));
      rows = await view.panel(list).table().rowCountThat(counts(value));
      if (!counts(value)(rows)) {
        wrong.push(`${panel} / ${name} ${value} leads to ${rows} rows`);
      }
    }
    await tab.close();
  };
  await Promise.all(Array.from({ length: 3 }, follow));
  assert.deepEqual(wrong, []);
}

/** Whether a number of rows is what a figure says, as far as a share of the whole tells. */
function countIn(value: string, whole: number): (rows: number) => boolean {
  const isShare = value.endsWith('%');
  const expected = isShare ? (Number.parseFloat(value) / 100) * whole : Number(value.replaceAll(',', ''));
  const tolerance = isShare ? whole / 2000 : 0;
  return (rows) => Math.abs(rows - expected) <= tolerance;
}
