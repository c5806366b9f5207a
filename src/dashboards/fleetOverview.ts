import { ReduceDataOptionsBuilder, TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { ASSOCIATION_STATUSES, PATCH_STATUSES, PING_STATUSES, type Status } from '../statuses';
import { answerStat, baseStat } from './answerStat';
import { statusCounts, valueCounts } from './countPanel';
import { CPU, MEMORY } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { countOf, statusColumn } from './statusFields';
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

/** Variables that narrow the table of nodes alone; the stats lead to it through them. */
const STATUS: Filter[] = [
  { field: 'patchStatus', op: 'in', value: ['$patch'] },
  { field: 'associationStatus', op: 'in', value: ['$association'] },
  { field: 'pingStatus', op: 'in', value: ['$ping'] },
];

const NODES_PANEL = 20;
const ROWS_AT_MOST = 2000;
const MANAGED: Filter = { field: 'managed', op: '=', value: true };
const SILENT = ['ConnectionLost', 'Inactive'];

/** The table of nodes alone, narrowed by a status, with the page's other variables as they are. */
function nodesLink(status = ''): string {
  const kept = ['source', 'account', 'region', 'provider', 'platform', 'patchGroup', 'owner'].map(
    (name) => `\${${name}:queryparam}`
  );
  return `/d/${FLEET_OVERVIEW_UID}?viewPanel=panel-${NODES_PANEL}&${kept.join('&')}&\${__url_time_range}${status}`;
}

function statuses(variable: string, values: string[]): string {
  return values.map((value) => `&var-${variable}=${value}`).join('');
}

function patched() {
  return baseStat(
    'Patched',
    nodesLink(statuses('patch', ['failed', 'missing', 'rejected', 'pendingReboot', 'securityAvailable', 'stale']))
  )
    .description('Share of all known nodes that are compliant on evidence younger than the data source’s setting.')
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
  return baseStat('Blind spots', nodesLink(statuses('ping', ['Online'])))
    .description(
      'Nodes that are online in Systems Manager and that neither CloudWatch, Azure Monitor nor Prometheus has CPU metrics of.'
    )
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
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields('/^count$/'))
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

/** Accounts and Regions down, statuses across: bars show each column's share of its largest count. */
function matrix(title: string, field: string, columns: Status[]) {
  const bar = { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } };
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
    .unit('short')
    .decimals(0)
    .min(0)
    .overrides([
      {
        matcher: { id: 'byName', options: 'accountName' },
        properties: [
          { id: 'displayName', value: 'Account' },
          { id: 'custom.width', value: 130 },
        ],
      },
      {
        matcher: { id: 'byName', options: 'region' },
        properties: [
          { id: 'displayName', value: 'Region' },
          { id: 'custom.width', value: 90 },
        ],
      },
      {
        matcher: { id: 'byName', options: 'total' },
        properties: [
          { id: 'displayName', value: 'All' },
          { id: 'custom.width', value: 60 },
        ],
      },
      ...columns.map((status) => countOf(status, [bar])),
    ]);
}

function nodesTable() {
  const width = (value: number) => ({ id: 'custom.width', value });
  const named = (options: string, properties: DynamicConfigValue[]) => ({
    matcher: { id: 'byName', options },
    properties,
  });
  const load = [
    { id: 'decimals', value: 0 },
    { id: 'min', value: 0 },
    { id: 'max', value: 100 },
    { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
    { id: 'color', value: { mode: 'thresholds' } },
    {
      id: 'thresholds',
      value: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'blue' },
          { value: 80, color: 'orange' },
          { value: 95, color: 'red' },
        ],
      },
    },
    width(95),
  ];
  return new TableBuilder()
    .id(NODES_PANEL)
    .title('Nodes, worst first')
    .description(
      `The ${ROWS_AT_MOST.toLocaleString('en')} worst nodes that fit the variables, with CPU and memory from whichever source hears them.`
    )
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: {
          left: {
            columns: [
              'name',
              'nodeId',
              'provider',
              'accountName',
              'region',
              'platformType',
              'patchStatus',
              'missingCount',
              'failedCount',
              'patchAge',
              'associationStatus',
              'pingStatus',
              'lastPingAge',
            ],
            filters: [...PLACE, ...STATUS],
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
    .filterable(true)
    .cellHeight(TableCellHeight.Sm)
    .overrides([
      named('name', [{ id: 'displayName', value: 'Node' }, width(190)]),
      named('nodeId', [{ id: 'displayName', value: 'Id' }, width(165)]),
      named('provider', [{ id: 'displayName', value: 'Provider' }, width(95)]),
      named('accountName', [{ id: 'displayName', value: 'Account' }, width(125)]),
      named('region', [{ id: 'displayName', value: 'Region' }, width(85)]),
      named('platformType', [{ id: 'displayName', value: 'Platform' }, width(85)]),
      named('patchStatus', [{ id: 'displayName', value: 'Patch' }, width(150), ...statusColumn(PATCH_STATUSES)]),
      named('missingCount', [{ id: 'displayName', value: 'Missing' }, width(80)]),
      named('failedCount', [{ id: 'displayName', value: 'Failed' }, width(70)]),
      named('patchAge', [{ id: 'displayName', value: 'Patch age' }, width(95)]),
      named('associationStatus', [
        { id: 'displayName', value: 'Association' },
        width(130),
        ...statusColumn(ASSOCIATION_STATUSES),
      ]),
      named('pingStatus', [{ id: 'displayName', value: 'Ping' }, width(135), ...statusColumn(PING_STATUSES)]),
      named('lastPingAge', [{ id: 'displayName', value: 'Last ping' }, width(90)]),
      named('CPU', load),
      named('Memory', load),
      named('CPU source', [{ id: 'displayName', value: 'Metrics from' }, width(180)]),
      named('CPU matched by', [{ id: 'displayName', value: 'Matched by' }, width(120)]),
      ...['CPU time', 'Memory time', 'Memory source', 'Memory matched by'].map((name) =>
        named(name, [{ id: 'custom.hidden', value: true }])
      ),
    ]);
}

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
      narrow('patch', 'Patch status', { field: 'patchStatus' }),
      narrow('association', 'Association', { field: 'associationStatus' }),
      narrow('ping', 'Ping', { field: 'pingStatus' }),
      ...metricSourceVariables(),
    ])
    .withPanel(
      answerStat('Nodes', [{ name: 'known' }, { name: 'managed', filters: [MANAGED] }], PLACE, nodesLink()).gridPos({
        x: 0,
        y: 0,
        w: 4,
        h: 3,
      })
    )
    .withPanel(patched().gridPos({ x: 4, y: 0, w: 5, h: 3 }))
    .withPanel(
      answerStat(
        'Patch gaps',
        [
          { name: 'critical', filters: [{ field: 'criticalNonCompliantCount', op: '>', value: 0 }], alarm: 'red' },
          { name: 'security', filters: [{ field: 'securityNonCompliantCount', op: '>', value: 0 }], alarm: 'orange' },
        ],
        PLACE,
        nodesLink(statuses('patch', ['failed', 'missing', 'rejected', 'pendingReboot']))
      ).gridPos({ x: 9, y: 0, w: 4, h: 3 })
    )
    .withPanel(
      answerStat(
        'Associations',
        [
          {
            name: 'nodes with a failed one',
            filters: [{ field: 'associationStatus', op: '=', value: 'Failed' }],
            alarm: 'red',
          },
        ],
        PLACE,
        nodesLink(statuses('association', ['Failed']))
      ).gridPos({ x: 13, y: 0, w: 4, h: 3 })
    )
    .withPanel(
      answerStat(
        'Silent nodes',
        [
          {
            name: 'agent not heard',
            filters: [MANAGED, { field: 'pingStatus', op: 'in', value: SILENT }],
            alarm: 'red',
          },
        ],
        PLACE,
        nodesLink(statuses('ping', SILENT))
      ).gridPos({ x: 17, y: 0, w: 3, h: 3 })
    )
    .withPanel(blindSpots().gridPos({ x: 20, y: 0, w: 4, h: 3 }))
    .withPanel(statusCounts('Patch status', 'patchStatus', PATCH_STATUSES, PLACE).gridPos({ x: 0, y: 3, w: 6, h: 7 }))
    .withPanel(
      statusCounts('Association status', 'associationStatus', ASSOCIATION_STATUSES, PLACE).gridPos({
        x: 6,
        y: 3,
        w: 5,
        h: 7,
      })
    )
    .withPanel(statusCounts('Ping status', 'pingStatus', PING_STATUSES, PLACE).gridPos({ x: 11, y: 3, w: 5, h: 7 }))
    .withPanel(valueCounts('Provider', 'provider', PLACE).gridPos({ x: 16, y: 3, w: 4, h: 7 }))
    .withPanel(valueCounts('Account', 'accountName', PLACE).gridPos({ x: 20, y: 3, w: 4, h: 7 }))
    .withPanel(matrix('Patch status by place', 'patchStatus', PATCH_STATUSES).gridPos({ x: 0, y: 10, w: 15, h: 8 }))
    .withPanel(
      matrix('Association status by place', 'associationStatus', ASSOCIATION_STATUSES).gridPos({
        x: 15,
        y: 10,
        w: 9,
        h: 8,
      })
    )
    .withPanel(nodesTable().gridPos({ x: 0, y: 18, w: 24, h: 18 }));
}
