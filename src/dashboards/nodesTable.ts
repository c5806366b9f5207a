import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { findColumn } from '../schema/schema';
import { CPU, MEMORY } from './enrichments';
import { fleetTarget } from './fleetTarget';
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
          { value: 80, color: 'orange' },
          { value: 95, color: 'red' },
        ],
      },
    },
  ];
  // Not the table's own builder: it knows no frozen columns yet.
  return (
    new PanelBuilder()
      .type('table')
      .title('Nodes, worst first')
      .withTarget(
        fleetTarget({
          resource: 'join',
          view: 'table',
          join: {
            left: {
              columns: ['nodeId', ...READING_ORDER.filter((name) => !/^(CPU|Memory)/.test(name))],
              filters,
              orderBy: [
                { field: 'patchStatus' },
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
          options: { indexByName: Object.fromEntries(READING_ORDER.map((name, index) => [displayName(name), index])) },
        },
      ])
      // Who it is stays in sight while the rest is scrolled.
      .options({ cellHeight: TableCellHeight.Sm, showHeader: true, frozenColumns: { left: 1 } })
      .overrides([
        wideColumn('name', 'Node', 170),
        column('provider', 'Provider', 98),
        column('accountName', 'Account', 125),
        column('region', 'Region', 82),
        column('patchStatus', 'Patch', 96, [STATUS_CELL]),
        column('failedCount', 'Failed', 55),
        column('missingCount', 'Missing', 68),
        column('patchAge', 'Patch age', 82),
        column('associationStatus', 'Association', 94, [STATUS_CELL]),
        column('pingStatus', 'Ping', 85, [STATUS_CELL]),
        column('CPU', 'CPU', 55, load),
        column('Memory', 'Memory', 70, load),
        wideColumn('CPU source', 'Metrics from', 190),
        column('CPU matched by', 'Matched by', 120),
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
  'provider',
  'accountName',
  'region',
  'patchStatus',
  'failedCount',
  'missingCount',
  'patchAge',
  'associationStatus',
  'pingStatus',
  'CPU',
  'Memory',
  'CPU source',
  'CPU matched by',
  'platformType',
  'lastPingAge',
  'sessionUrl',
  'consoleUrl',
];
