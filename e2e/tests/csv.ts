import assert from 'node:assert/strict';
import { PATCH_STATUSES } from '../../src/statuses';
import type { Tests } from '../scene';
import { DashboardView } from '../views/DashboardView';
import { downloadCsv } from '../views/downloadCsv';

export const csv: Tests = {
  'the list of nodes without formatting has ages and loads as numbers, and statuses as the values that filters take':
    async ({ page, url, truth }) => {
      const dashboard = await new DashboardView(page, url).open('onepane-fleet-overview');
      await dashboard.settled();
      const [heads, ...rows] = await downloadCsv(page, dashboard.panel('Nodes, worst first'));
      const column = (head: string) => rows.map((row) => row[heads.indexOf(head)]).filter((cell) => cell !== '');
      assert.equal(rows.length, truth.machines.length);
      for (const head of ['Patch age', 'Last ping age', 'CPU', 'Memory', 'Critical patches']) {
        assert.ok(column(head).length > 0, head);
        assert.deepEqual(
          column(head).filter((cell) => !/^\d+(\.\d+)?$/.test(cell)),
          [],
          head
        );
      }
      const values = PATCH_STATUSES.map(({ value }) => value);
      assert.deepEqual(
        column('Patch status').filter((cell) => !values.includes(cell)),
        []
      );
      assert.equal(column('Patch status').length, rows.length);
    },
};
