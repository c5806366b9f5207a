import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import {
  AdHocVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  type DynamicConfigValue,
  type GridPos,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { findColumn } from '../datasource/schema';
import { ASSOCIATION_STATUSES, PATCH_STATUSES, PING_STATUSES, TARGET_STATES, type Status } from '../statuses';
import { answerStat, baseStat } from './answerStat';
import { statusCounts, valueCounts } from './countPanel';
import { CPU, MEMORY } from './enrichments';
import { GROUPED, SOURCE, fleetTarget } from './fleetTarget';
import { STATUS_CELL, countOf } from './statusFields';
import { fieldVariable, metricSourceVariables, sourceVariable } from './variables';

export const FLEET_OVERVIEW_UID = 'onepane-fleet-overview';

/** Variables that narrow the whole page. */
const PLACE: Filter[] = [
  { field: 'account', op: 'in', value: ['$account'] },
  { field: 'region', op: 'in', value: ['$region'] },
  { field: 'provider', op: 'in', value: ['$provider'] },
  { field: 'platformType', op: 'in', value: ['$platform'] },
  { field: 'patchGroup', op: 'in', value: ['$patchGroup'] },
  { field: 'tag:Owner', op: 'in', value: ['$owner'] },
];

const NODES_PANEL = 20;
const ROWS_AT_MOST = 2000;
const MANAGED: Filter = { field: 'managed', op: '=', value: true };
const NOT_ONLINE: Filter = { field: 'pingStatus', op: '!=', value: 'Online' };
const FAILED_ASSOCIATION: Filter = { field: 'associationStatus', op: '=', value: 'Failed' };
/** Colour of a zero in a matrix: neither good nor bad. */
const NOTHING = '#73757c';

/** The table of nodes alone, narrowed by ad hoc filters, with the page's other variables as they are. */
function nodesLink(...filters: string[]): string {
  const kept = ['source', 'account', 'region', 'provider', 'platform', 'patchGroup', 'owner'].map(
    (name) => `\${${name}:queryparam}`
  );
  const narrowed = filters.map((filter) => `&var-filters=${encodeURIComponent(filter)}`);
  return `/d/${FLEET_OVERVIEW_UID}?viewPanel=panel-${NODES_PANEL}&${kept.join('&')}&\${__url_time_range}${narrowed.join('')}`;
}

function patched() {
  return baseStat('Patched', nodesLink('patchStatus|!=|compliant'))
    .withTarget(
      fleetTarget({ resource: 'nodes', view: 'count', groupBy: ['patchStatus'], pivot: 'patchStatus', filters: PLACE })
    )
    .transformations([
      {
        id: 'calculateField',
        options: {
          mode: 'binary',
          alias: 'share',
          binary: {
            left: { matcher: { id: 'byName', options: 'compliant' } },
            operator: '/',
            right: { matcher: { id: 'byName', options: 'total' } },
          },
        },
      },
      { id: 'filterFieldsByName', options: { include: { names: ['share', 'unknown', 'neverReported'] } } },
      { id: 'organize', options: { indexByName: { share: 0, unknown: 1, neverReported: 2 } } },
    ])
    .overrides([
      {
        matcher: { id: 'byName', options: 'share' },
        properties: [
          { id: 'displayName', value: 'of known nodes' },
          { id: 'unit', value: 'percentunit' },
          { id: 'decimals', value: 1 },
        ],
      },
      { matcher: { id: 'byName', options: 'unknown' }, properties: [{ id: 'displayName', value: 'unknown' }] },
      {
        matcher: { id: 'byName', options: 'neverReported' },
        properties: [{ id: 'displayName', value: 'never reported' }],
      },
    ]);
}

function blindSpots() {
  return baseStat('Blind spots', nodesLink('pingStatus|=|Online'))
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: {
          left: { columns: ['nodeId'], filters: [...PLACE, { field: 'pingStatus', op: '=', value: 'Online' }] },
          enrichments: CPU,
          output: 'report',
        },
      })
    )
    .transformations([
      {
        id: 'filterByValue',
        options: {
          type: 'include',
          match: 'all',
          filters: [{ fieldName: 'outcome', config: { id: 'equal', options: { value: 'only in SSM' } } }],
        },
      },
    ])

    .overrides([
      {
        matcher: { id: 'byName', options: 'count' },
        properties: [
          { id: 'displayName', value: 'online, no metrics' },
          { id: 'noValue', value: 'not known' },
          {
            id: 'thresholds',
            value: {
              mode: 'absolute',
              steps: [
                { value: null, color: 'text' },
                { value: 1, color: 'orange' },
              ],
            },
          },
        ],
      },
    ]);
}

/** A column of counts of one status: zeroes step back so that what is there stands out. */
function inStatusColour({ color }: Status, width: number): DynamicConfigValue[] {
  const steps = [
    { value: null, color: NOTHING },
    { value: 1, color },
  ];
  return [
    { id: 'color', value: { mode: 'thresholds' } },
    { id: 'thresholds', value: { mode: 'absolute', steps } },
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
    { id: 'custom.width', value: width },
  ];
}

/** Accounts and Regions down, statuses across. */
function matrix(title: string, field: string, columns: Status[], columnWidth: number, total: 'with total' | 'without') {
  return new TableBuilder()
    .title(title)
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'count',
        groupBy: ['accountName', 'region', field],
        pivot: field,
        filters: PLACE,
        orderBy: [{ field: 'accountName' }, { field: 'region' }],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      column('accountName', 'Account', 125),
      column('region', 'Region', 85),
      total === 'with total' ? column('total', 'All', 60) : hiddenColumn('total'),
      ...columns.map(({ short, ...status }) =>
        countOf({ ...status, label: short ?? status.label }, inStatusColour(status, columnWidth))
      ),
    ]);
}

/** What all of the above was read from: a count is as good as its targets. */
function readings() {
  return new TableBuilder()
    .title('Read from AWS: accounts and Regions by operation')
    .withTarget(
      fleetTarget({
        resource: 'targets',
        view: 'count',
        groupBy: ['api', 'state'],
        pivot: 'state',
        orderBy: [{ field: 'api' }],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      column('api', 'Operation', 200),
      hiddenColumn('total'),
      ...TARGET_STATES.map((status) => countOf(status, inStatusColour(status, 74))),
    ]);
}

/** An override for one column of a table: what it is called and how wide it is, in pixels. */
function column(name: string, title: string, width: number, properties: DynamicConfigValue[] = []) {
  return {
    matcher: { id: 'byName', options: name },
    properties: [{ id: 'displayName', value: title }, { id: 'custom.width', value: width }, ...properties],
  };
}

function hiddenColumn(name: string) {
  return { matcher: { id: 'byName', options: name }, properties: [{ id: 'custom.hidden', value: true }] };
}

function nodesTable() {
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
  return new TableBuilder()
    .id(NODES_PANEL)
    .title('Nodes, worst first')
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: {
          left: {
            columns: ['nodeId', ...READING_ORDER.filter((name) => !/^(CPU|Memory)/.test(name))],
            filters: PLACE,
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
    .cellHeight(TableCellHeight.Sm)
    .overrides([
      column('name', 'Node', 205),
      column('provider', 'Provider', 100),
      column('accountName', 'Account', 125),
      column('region', 'Region', 82),
      column('patchStatus', 'Patch', 105, [STATUS_CELL]),
      column('failedCount', 'Failed', 60),
      column('missingCount', 'Missing', 68),
      column('patchAge', 'Patch age', 85),
      column('associationStatus', 'Association', 100, [STATUS_CELL]),
      column('pingStatus', 'Ping', 90, [STATUS_CELL]),
      column('CPU', 'CPU', 60, load),
      column('Memory', 'Memory', 75, load),
      column('CPU source', 'Metrics from', 190),
      column('CPU matched by', 'Matched by', 120),
      column('platformType', 'Platform', 80),
      column('lastPingAge', 'Last ping', 85),
      ...['nodeId', 'CPU time', 'Memory time', 'Memory source', 'Memory matched by'].map(hiddenColumn),
    ]);
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
];

/** The answer first, then where, then which. */
export function fleetOverview(): DashboardBuilder {
  const narrow = fieldVariable;
  return new DashboardBuilder('Fleet overview')
    .uid(FLEET_OVERVIEW_UID)
    .description(
      'The fleet that AWS Systems Manager knows, with its metrics from CloudWatch, Azure Monitor and Prometheus.'
    )
    .tags(['one-pane'])
    .revision(1)
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Off)
    .variables([
      sourceVariable(),
      narrow('account', 'Account', { field: 'account', label: 'accountName' }),
      narrow('region', 'Region', { field: 'region' }),
      narrow('provider', 'Provider', { field: 'provider' }),
      narrow('platform', 'Platform', { field: 'platformType' }),
      narrow('patchGroup', 'Patch group', { field: 'patchGroup' }),
      narrow('owner', 'Owner', { field: 'tag:Owner' }),
      new AdHocVariableBuilder('filters').label('Filters').datasource(SOURCE),
      ...metricSourceVariables(),
    ])
    .withPanel(
      answerStat('Nodes', [{ name: 'known' }, { name: 'managed', filters: [MANAGED] }], PLACE, nodesLink()).gridPos(
        at(0, 0, 4, 3)
      )
    )
    .withPanel(patched().gridPos(at(4, 0, 5, 3)))
    .withPanel(
      answerStat(
        'Patch gaps',
        [
          { name: 'critical', filters: [{ field: 'criticalNonCompliantCount', op: '>', value: 0 }], alarm: 'red' },
          { name: 'security', filters: [{ field: 'securityNonCompliantCount', op: '>', value: 0 }], alarm: 'orange' },
        ],
        PLACE,
        nodesLink('securityNonCompliantCount|>|0')
      ).gridPos(at(9, 0, 4, 3))
    )
    .withPanel(
      answerStat(
        'Associations',
        [{ name: 'nodes with a failed one', filters: [FAILED_ASSOCIATION], alarm: 'red' }],
        PLACE,
        nodesLink('associationStatus|=|Failed')
      ).gridPos(at(13, 0, 4, 3))
    )
    .withPanel(
      answerStat(
        'Silent',
        [{ name: 'agent not heard', filters: [MANAGED, NOT_ONLINE], alarm: 'red' }],
        PLACE,
        nodesLink('managed|=|true', 'pingStatus|!=|Online')
      ).gridPos(at(17, 0, 3, 3))
    )
    .withPanel(blindSpots().gridPos(at(20, 0, 4, 3)))
    .withPanel(statusCounts('Patch status', 'patchStatus', PATCH_STATUSES, PLACE, 'left').gridPos(at(0, 3, 8, 8)))
    .withPanel(
      statusCounts('Association status', 'associationStatus', ASSOCIATION_STATUSES, PLACE, 'top').gridPos(
        at(8, 3, 4, 8)
      )
    )
    .withPanel(statusCounts('Ping status', 'pingStatus', PING_STATUSES, PLACE, 'top').gridPos(at(12, 3, 4, 8)))
    .withPanel(valueCounts('Provider', 'provider', PLACE).gridPos(at(16, 3, 4, 8)))
    .withPanel(valueCounts('Account', 'accountName', PLACE).gridPos(at(20, 3, 4, 8)))
    .withPanel(
      matrix('Patch status by place', 'patchStatus', PATCH_STATUSES, 90, 'with total').gridPos(at(0, 11, 24, 8))
    )
    .withPanel(
      matrix('Association status by place', 'associationStatus', ASSOCIATION_STATUSES, 82, 'without').gridPos(
        at(0, 19, 13, 8)
      )
    )
    .withPanel(readings().gridPos(at(13, 19, 11, 8)))
    .withPanel(nodesTable().gridPos(at(0, 27, 24, 18)));
}

function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h };
}
