import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { findColumn } from '../schema/schema';
import { BAD, WARNING } from '../statuses';
import { CPU, MEMORY } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { NONE_IN_WORDS, OWNER, OWNER_TITLE, TO_OWNERS_VIEW } from './owner';
import { STATUS_CELL } from './statusFields';
import { column, hiddenColumn, wideColumn } from './tableColumn';

const ROWS_AT_MOST = 2000;

/** One row a node, the worst first: what SSM says of it beside its load, and where that comes from. */
export function nodesTable(filters: Filter[]) {
  // Numbers, not bars: a bar of nothing looks like a bar of zero.
  const load: DynamicConfigValue[] = [
    { id: 'decimals', value: 0 },
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
    { id: 'color', value: { mode: 'thresholds' } },
    {
      id: 'thresholds',
      value: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'text' },
          { value: 80, color: WARNING },
          { value: 95, color: BAD },
        ],
      },
    },
  ];
  // Not the table's own builder: it knows no frozen columns yet.
  return (
    new PanelBuilder()
      .type('table')
      .title('Nodes, worst first')
      .description(
        'One node a row: by patch status, then the most critical patches, then the oldest patch result. Patch age: since that ' +
          'result. CPU and memory are those of the last 15 minutes, from whichever data source has them. As CSV: Inspect, Data; with Formatted ' +
          'data off, ages are seconds and statuses the values that filters take.'
      )
      .withTarget(
        fleetTarget({
          resource: 'join',
          view: 'table',
          join: {
            left: {
              columns: COLUMNS,
              filters,
              orderBy: [
                { field: 'patchStatus' },
                { field: 'criticalPatchCount', desc: true },
                { field: 'patchAge', desc: true },
                { field: 'failedCount', desc: true },
                { field: 'missingCount', desc: true },
                { field: 'name' },
              ],
              limit: ROWS_AT_MOST,
            },
            enrichments: [...CPU, ...MEMORY],
            output: 'table',
          },
        })
      )
      .transformations([
        {
          id: 'organize',
          options: {
            indexByName: Object.fromEntries(READING_ORDER.map((name, index) => [displayName(name), index])),
          },
        },
      ])
      // Who it is stays in sight while the rest is scrolled.
      .options({ cellHeight: TableCellHeight.Sm, showHeader: true, frozenColumns: { left: 1 } })
      .overrides([
        { matcher: { id: 'byRegexp', options: '/.*/' }, properties: [{ id: 'custom.wrapHeaderText', value: true }] },
        wideColumn('name', 'Node', 150),
        column(OWNER, OWNER_TITLE, 118, [NONE_IN_WORDS, TO_OWNERS_VIEW]),
        column('accountName', 'Account', 122),
        column('region', 'Region', 82),
        column('patchStatus', 'Patch', 120, [STATUS_CELL]),
        column('criticalPatchCount', 'Critical', 66),
        column('missingCount', 'Missing', 71),
        column('patchAge', 'Patch age', 92),
        column('patchGroup', 'Patch group', 165),
        column('associationStatus', 'Association', 101, [STATUS_CELL]),
        column('pingStatus', 'SSM Agent', 80, [STATUS_CELL]),
        column('CPU', 'CPU', 47, load),
        column('Memory', 'Memory', 73, load),
        column('failedCount', 'Failed', 62),
        column('CPU source', 'Metrics from', 190),
        column('CPU matched by', 'Matched by', 115),
        column('provider', 'Provider', 98),
        column('platformType', 'Platform', 80),
        column('lastPingAge', 'Last ping', 85),
        column('sessionUrl', 'Session', 105),
        column('consoleUrl', 'Cloud console', 165),
        ...['nodeId', 'CPU time', 'Memory time', 'Memory source', 'Memory matched by'].map(hiddenColumn),
      ])
  );
}

/** What Grafana's transformations know a field by: its label where it is a column of ours. */
function displayName(name: string): string {
  return findColumn('nodes', name)?.label ?? name;
}

/** The table's columns, left to right: what is seen without scrolling first. */
const READING_ORDER = [
  'name',
  'patchStatus',
  'criticalPatchCount',
  'missingCount',
  'patchAge',
  OWNER,
  'accountName',
  'region',
  'patchGroup',
  'associationStatus',
  'pingStatus',
  'CPU',
  'Memory',
  'failedCount',
  'CPU source',
  'CPU matched by',
  'provider',
  'platformType',
  'lastPingAge',
  'sessionUrl',
  'consoleUrl',
];

/** What of those is asked of the nodes themselves. */
const COLUMNS = ['nodeId', ...READING_ORDER.filter((name) => findColumn('nodes', name))];
