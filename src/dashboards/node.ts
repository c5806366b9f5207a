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
  DashboardLinkBuilder,
  DashboardLinkType,
  VariableHide,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Enrichment, Filter, OrderBy, Resource } from '../datasource/query';
import { ASSOCIATION_STATUSES, PATCH_STATES, PATCH_STATUSES, PING_STATUSES } from '../statuses';
import { CPU, MEMORY } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { FLEET_OVERVIEW_UID } from './fleetOverview';
import { statusColumn } from './statusFields';
import { metricSourceVariables, queryVariable, sourceVariable } from './variables';

export const NODE_UID = 'onepane-node';

const THIS_NODE: Filter[] = [{ field: 'nodeId', op: '=', value: '$node' }];

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
      fleetTarget({ resource: 'nodes', view: 'table', filters: THIS_NODE, columns: overrides.map(({ name }) => name) })
    )
    .cellHeight(TableCellHeight.Sm)
    .overrides(columnsOf(overrides));
}

/** A list of what is on the node. */
function list(
  title: string,
  resource: Resource,
  overrides: Override[],
  orderBy: OrderBy[],
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
      })
    )
    .filterable(true)
    .cellHeight(TableCellHeight.Sm)
    .overrides(columnsOf(overrides));
}

function metric(title: string, enrichments: Enrichment[]): TimeSeriesBuilder {
  return new TimeSeriesBuilder()
    .title(title)
    .description('From the first of CloudWatch, Azure Monitor and Prometheus that has it; the legend says which.')
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: { left: { columns: ['nodeId', 'name'], filters: THIS_NODE }, enrichments, output: 'series' },
      })
    )
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

const status = (
  name: string,
  title: string,
  width: number,
  statuses: Parameters<typeof statusColumn>[0]
): Override => ({
  name,
  title,
  width,
  properties: statusColumn(statuses),
});

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
      queryVariable('nodeRegion', 'Region', { field: 'region', filters: THIS_NODE }).hide(VariableHide.HideVariable),
      ...metricSourceVariables(),
    ])
    .links([
      new DashboardLinkBuilder('Fleet overview')
        .type(DashboardLinkType.Link)
        .icon('apps')
        .url(`/d/${FLEET_OVERVIEW_UID}?\${source:queryparam}`)
        .keepTime(true),
      new DashboardLinkBuilder('Start session')
        .type(DashboardLinkType.Link)
        .icon('external link')
        .tooltip('Session Manager, in the AWS console')
        .url('https://$nodeRegion.console.aws.amazon.com/systems-manager/session-manager/$node?region=$nodeRegion')
        .targetBlank(true),
      new DashboardLinkBuilder('Fleet Manager')
        .type(DashboardLinkType.Link)
        .icon('external link')
        .tooltip('This node in the AWS console')
        .url(
          'https://$nodeRegion.console.aws.amazon.com/systems-manager/fleet-manager/managed-nodes/$node/general?region=$nodeRegion'
        )
        .targetBlank(true),
    ])
    .withPanel(
      facts('Identity', [
        { name: 'name', title: 'Node', width: 200 },
        { name: 'nodeId', title: 'Id', width: 175 },
        status('pingStatus', 'Ping', 140, PING_STATUSES),
        { name: 'lastPing', title: 'Last ping', width: 165 },
        { name: 'provider', title: 'Provider', width: 100 },
        { name: 'accountName', title: 'Account', width: 140 },
        { name: 'region', title: 'Region', width: 95 },
        { name: 'platformName', title: 'Operating system' },
        { name: 'platformVersion', title: 'Version', width: 100 },
        { name: 'instanceType', title: 'Type', width: 100 },
        { name: 'ipAddress', title: 'IP address', width: 120 },
        { name: 'agentVersion', title: 'SSM Agent', width: 110 },
      ]).gridPos({ x: 0, y: 0, w: 24, h: 3 })
    )
    .withPanel(
      facts('Patch state', [
        status('patchStatus', 'Status', 160, PATCH_STATUSES),
        { name: 'patchReason', title: 'Why' },
        { name: 'missingCount', title: 'Missing', width: 75 },
        { name: 'failedCount', title: 'Failed', width: 70 },
        { name: 'installedPendingRebootCount', title: 'Pending reboot', width: 120 },
        { name: 'installedRejectedCount', title: 'Rejected', width: 80 },
        { name: 'patchOperation', title: 'Operation', width: 90 },
        { name: 'patchOperationEnd', title: 'Ended', width: 165 },
        { name: 'baselineId', title: 'Baseline', width: 190 },
        { name: 'patchGroup', title: 'Patch group', width: 120 },
      ]).gridPos({ x: 0, y: 3, w: 24, h: 3 })
    )
    .withPanel(
      list(
        'Missing and failed patches',
        'patches',
        [
          { name: 'title', title: 'Patch' },
          { name: 'kbId', title: 'KB or package', width: 130 },
          status('state', 'State', 130, PATCH_STATES),
          { name: 'severity', title: 'Severity', width: 95 },
          { name: 'classification', title: 'Classification', width: 120 },
          { name: 'cveIds', title: 'CVE', width: 160 },
        ],
        [{ field: 'state' }, { field: 'severity' }, { field: 'title' }],
        [{ field: 'state', op: 'not in', value: ['Installed', 'InstalledOther', 'NotApplicable'] }]
      ).gridPos({ x: 0, y: 6, w: 13, h: 9 })
    )
    .withPanel(metric('CPU', CPU).gridPos({ x: 13, y: 6, w: 11, h: 9 }))
    .withPanel(
      list(
        'Associations',
        'nodeAssociations',
        [
          status('status', 'Status', 130, ASSOCIATION_STATUSES),
          { name: 'associationName', title: 'Association', width: 190 },
          { name: 'executionSummary', title: 'What the agent said' },
          { name: 'executionDate', title: 'Last execution', width: 165 },
          { name: 'documentName', title: 'Document', width: 200 },
        ],
        [{ field: 'status' }, { field: 'associationName' }]
      ).gridPos({ x: 0, y: 15, w: 13, h: 8 })
    )
    .withPanel(metric('Memory', MEMORY).gridPos({ x: 13, y: 15, w: 11, h: 8 }))
    .withPanel(
      list(
        'Software',
        'software',
        [
          { name: 'name', title: 'Name' },
          { name: 'version', title: 'Version', width: 220 },
          { name: 'publisher', title: 'Publisher', width: 260 },
          { name: 'installedTime', title: 'Installed', width: 165 },
        ],
        [{ field: 'name' }]
      ).gridPos({ x: 0, y: 23, w: 24, h: 10 })
    );
}
