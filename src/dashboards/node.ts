import {
  LegendDisplayMode,
  LegendPlacement,
  TableCellHeight,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Filter, OrderBy } from '../datasource/query';
import { METRIC_SOURCES } from '../join/sources/all';
import type { Enrichment } from '../join/spec';
import type { Resource } from '../schema/resource';
import { FLEET_OVERVIEW_UID, NODE_UID } from './addresses';
import { CPU, MEMORY } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { linkTo } from './linkTo';
import { STATUS_CELL } from './statusFields';
import { metricSourceVariables, queryVariable, sourceVariable } from './variables';

const THIS_NODE: Filter[] = [{ field: 'nodeId', op: '=', value: '$node' }];

/** "No value" words are for a panel without rows; Grafana would put them into every empty cell, too. */
const EMPTY_CELLS = { matcher: { id: 'byRegexp', options: '/.*/' }, properties: [{ id: 'noValue', value: '' }] };

type Override = { name: string; title: string; width?: number; properties?: DynamicConfigValue[] };

function columnsOf(overrides: Override[]) {
  return overrides.map(({ name, title, width, properties = [] }) => ({
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'displayName', value: title },
      ...(width ? [{ id: 'custom.width', value: width }] : []),
      ...properties,
    ],
  }));
}

/** One row about the node: columns of `nodes`. */
function facts(title: string, overrides: Override[]): TableBuilder {
  return new TableBuilder()
    .title(title)
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'table',
        filters: THIS_NODE,
        columns: overrides.map(({ name }) => name),
        noRowsAsNoData: true,
      })
    )
    .noValue(NO_SUCH_NODE)
    .cellHeight(TableCellHeight.Sm)
    .overrides([EMPTY_CELLS, ...columnsOf(overrides)]);
}

/** What stands in place of facts about a node that there is none of. */
const NO_SUCH_NODE =
  'None of the accounts and Regions of this data source has this node: check its ID, or choose another node above.';

/** A list of what is on the node; `none` says what it means that there is nothing. */
function list(
  title: string,
  resource: Resource,
  overrides: Override[],
  orderBy: OrderBy[],
  none: string,
  filters: Filter[] = []
): TableBuilder {
  return new TableBuilder()
    .title(title)
    .withTarget(
      fleetTarget({
        resource,
        view: 'table',
        nodeId: '$node',
        columns: overrides.map(({ name }) => name),
        orderBy,
        filters,
        noRowsAsNoData: true,
      })
    )
    .noValue(none)
    .cellHeight(TableCellHeight.Sm)
    .overrides([EMPTY_CELLS, ...columnsOf(overrides)]);
}

const METRIC_SOURCE_NAMES = new Intl.ListFormat('en-GB').format(METRIC_SOURCES.map(({ label }) => label));

function metric(title: string, enrichments: Enrichment[]): TimeSeriesBuilder {
  return new TimeSeriesBuilder()
    .title(title)
    .description(`From the first of ${METRIC_SOURCE_NAMES} that has it; the legend says which.`)
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: { left: { columns: ['nodeId', 'name'], filters: THIS_NODE }, enrichments, output: 'series' },
      })
    )
    .noValue('No metrics: no data source has any, or no node has this ID.')
    .unit('percent')
    .min(0)
    .max(100)
    .fillOpacity(10)
    .lineWidth(1)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
}

const status = (name: string, title: string, width: number): Override => ({
  name,
  title,
  width,
  properties: [STATUS_CELL],
});

/** A time as a reader thinks of it: how long ago. */
function ago(name: string, title: string, width: number): Override {
  return { name, title, width, properties: [{ id: 'unit', value: 'dateTimeFromNow' }] };
}

/** The consoles' pages about the node, in one cell: those that there are of columns that hold their addresses. */
function openIn(pages: Array<{ name: string; title: string }>): Override[] {
  const [first, ...others] = pages.map(({ name }) => name);
  const links = pages.map(({ name, title }) => ({ title, url: `\${__data.fields.${name}:raw}`, targetBlank: true }));
  return [
    { name: first, title: 'Open', width: 285, properties: [{ id: 'links', value: links }] },
    ...others.map((name) => ({ name, title: name, properties: [{ id: 'custom.hidden', value: true }] })),
  ];
}

/** Who it is and in what state; then patch, configuration and software on the left, its own metrics on the right. */
export function node(): DashboardBuilder {
  return new DashboardBuilder('Node')
    .uid(NODE_UID)
    .description('One node: who it is, whether it is patched and configured, and how it feels.')
    .tags(['one-pane'])
    .revision(1)
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([
      sourceVariable(),
      queryVariable('node', 'Node', { field: 'nodeId', label: 'name' }),
      ...metricSourceVariables(),
    ])
    .links([linkTo('Fleet overview', FLEET_OVERVIEW_UID, 'apps')])
    .withPanel(
      facts('Identity', [
        { name: 'name', title: 'Node' },
        { name: 'nodeId', title: 'ID', width: 175 },
        status('pingStatus', 'Ping', 85),
        ago('lastPing', 'Last ping', 105),
        { name: 'provider', title: 'Provider', width: 90 },
        { name: 'accountName', title: 'Account', width: 110 },
        { name: 'region', title: 'Region', width: 85 },
        ...openIn([
          { name: 'sessionUrl', title: 'Session' },
          { name: 'fleetManagerUrl', title: 'Fleet Manager' },
          { name: 'consoleUrl', title: 'Cloud console' },
        ]),
      ]).gridPos({ x: 0, y: 0, w: 24, h: 4 })
    )
    .withPanel(
      facts('Patch state', [
        status('patchStatus', 'Status', 115),
        { name: 'patchReason', title: 'Why' },
        { name: 'patchOperation', title: 'Operation', width: 90 },
        ago('patchReported', 'Reported', 130),
        { name: 'baselineId', title: 'Baseline', width: 185 },
        { name: 'patchGroup', title: 'Patch group', width: 140 },
      ]).gridPos({ x: 0, y: 4, w: 24, h: 4 })
    )
    .withPanel(
      list(
        'Patches that need attention',
        'patches',
        [
          status('state', 'State', 110),
          { name: 'title', title: 'Patch' },
          { name: 'kbId', title: 'KB or package', width: 120 },
          { name: 'severity', title: 'Severity', width: 85 },
          { name: 'cveIds', title: 'CVE', width: 130 },
        ],
        [{ field: 'state' }, { field: 'severity' }, { field: 'title' }],
        'AWS lists no patch as missing, failed, rejected, waiting for a reboot or available as a security update. It lists none of nodes without a patch state.',
        [{ field: 'state', op: 'not in', value: ['Installed', 'InstalledOther', 'NotApplicable'] }]
      ).gridPos({ x: 0, y: 8, w: 15, h: 9 })
    )
    .withPanel(metric('CPU', CPU).gridPos({ x: 15, y: 8, w: 9, h: 9 }))
    .withPanel(
      list(
        'Associations',
        'nodeAssociations',
        [
          status('status', 'Status', 105),
          { name: 'associationName', title: 'Association', width: 215 },
          { name: 'executionSummary', title: 'Execution summary' },
          ago('executionDate', 'Last execution', 120),
        ],
        [{ field: 'status' }, { field: 'associationName' }],
        'No association applies to this node.'
      ).gridPos({ x: 0, y: 17, w: 15, h: 9 })
    )
    .withPanel(metric('Memory', MEMORY).gridPos({ x: 15, y: 17, w: 9, h: 9 }))
    .withPanel(
      list(
        'Software',
        'software',
        [
          { name: 'name', title: 'Name' },
          { name: 'version', title: 'Version', width: 150 },
          { name: 'publisher', title: 'Publisher', width: 180 },
          ago('installedTime', 'Installed', 120),
        ],
        [{ field: 'name' }],
        'Inventory has no software (AWS:Application) for this node.'
      ).gridPos({ x: 0, y: 26, w: 15, h: 11 })
    )
    .withPanel(machine().gridPos({ x: 15, y: 26, w: 9, h: 11 }));
}

/** What else SSM knows of the machine, one fact a line. */
function machine(): TableBuilder {
  return new TableBuilder()
    .title('Machine')
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'table',
        filters: THIS_NODE,
        columns: [
          'computerName',
          'ipAddress',
          'platformName',
          'platformVersion',
          'architecture',
          'instanceType',
          'instanceState',
          'availabilityZone',
          'sourceType',
          'sourceId',
          'sourceLocation',
          'agentVersion',
          'activationName',
        ],
        noRowsAsNoData: true,
      })
    )
    .noValue(NO_SUCH_NODE)
    .transformations([{ id: 'transpose', options: { firstFieldName: 'Fact', restFieldsName: 'Value' } }])
    .cellHeight(TableCellHeight.Sm)
    .overrides([
      EMPTY_CELLS,
      { matcher: { id: 'byName', options: 'Fact' }, properties: [{ id: 'custom.width', value: 150 }] },
    ]);
}
