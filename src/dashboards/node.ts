import {
  LegendDisplayMode,
  LegendPlacement,
  TableCellHeight,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { consoleLink } from '../datasource/consoleLinks';
import type { Filter, FleetQuery } from '../datasource/query';
import { METRIC_SOURCES } from '../join/sources/all';
import type { Enrichment } from '../join/spec';
import { FLEET_OVERVIEW_UID, NODE_UID } from './addresses';
import { bundledDashboard } from './bundledDashboard';
import { CPU, DISK, MEMORY, NETWORK } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { ago, EMPTY_CELLS, listPanel, type ListColumn, status, unseen, WHOLE_WORDS } from './listPanel';
import { linkTo } from './linkTo';
import { NONE_IN_WORDS, OWNER, OWNER_TITLE, TO_OWNERS_VIEW } from './owner';
import { patchOperations } from './patchOperations';
import { metricSourceVariables, queryVariable, sourceVariable } from './variables';

const THIS_NODE: Filter[] = [{ field: 'nodeId', op: '=', value: '$node' }];

/** What stands in place of facts about a node that there is none of. */
const NO_SUCH_NODE =
  'None of the accounts and Regions of this data source has this node: check its ID, or choose another node above.';

/** One row about the node: columns of `nodes`. */
function facts(title: string, description: string, columns: ListColumn[]): TableBuilder {
  return listPanel(title, description, { resource: 'nodes', filters: THIS_NODE }, columns, NO_SUCH_NODE);
}

/** A list of what is on the node. */
function list(
  title: string,
  description: string,
  query: Omit<FleetQuery, 'refId' | 'view'>,
  columns: ListColumn[],
  none: string
): TableBuilder {
  return listPanel(title, description, { nodeId: '$node', ...query }, columns, none);
}

const METRIC_SOURCE_NAMES = new Intl.ListFormat('en-GB').format(METRIC_SOURCES.map(({ label }) => label));

function metric(title: string, enrichments: Enrichment[]): TimeSeriesBuilder {
  return new TimeSeriesBuilder()
    .title(title)
    .description(
      `From the first of ${METRIC_SOURCE_NAMES} that has it; the legend says which. A click on the line offers the way into CloudWatch or Azure, and into Prometheus for those who may use Explore.`
    )
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: { left: { columns: ['nodeId', 'name'], filters: THIS_NODE }, enrichments, output: 'series' },
      })
    )
    .noValue('No data source has this metric of the node.')
    .min(0)
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

function percent(title: string, enrichments: Enrichment[]): TimeSeriesBuilder {
  return metric(title, enrichments).unit('percent').max(100);
}

/**
 * The consoles' pages about the node, in one cell: that of the first column, whose link a panel's own would replace, and
 * those that there are of columns that hold the other addresses.
 */
function openIn(first: string, pages: Array<{ name: string; title: string }>): ListColumn[] {
  const links = pages.map(({ name, title }) => ({ title, url: `\${__data.fields.${name}:raw}`, targetBlank: true }));
  return [
    { name: first, title: 'Open', width: 276, properties: [{ id: 'links', value: [consoleLink(first), ...links] }] },
    ...pages.map(({ name }) => unseen(name)),
  ];
}

/** Who it is and in what state; then patch, configuration and software on the left, its own metrics on the right: in few panels, as a node may have none. */
export function node(): DashboardBuilder {
  return bundledDashboard(
    'Node',
    NODE_UID,
    'One node: who it is, whether it is patched and configured, and how it feels.'
  )
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([
      sourceVariable(),
      queryVariable('node', 'Node', { field: 'nodeId', label: 'name' }),
      ...metricSourceVariables(),
    ])
    .annotation(patchOperations(THIS_NODE))
    .links([linkTo('Fleet overview', FLEET_OVERVIEW_UID, 'apps')])
    .withPanel(
      facts('Identity', 'Who it is, and whether its SSM Agent is connected to Systems Manager.', [
        { name: 'name', title: 'Node', minWidth: 118 },
        status('pingStatus', 'SSM Agent', 97),
        ...openIn('sessionUrl', [
          { name: 'fleetManagerUrl', title: 'Fleet Manager' },
          { name: 'consoleUrl', title: 'Console' },
        ]),
        { name: OWNER, title: OWNER_TITLE, width: 118, properties: [NONE_IN_WORDS, TO_OWNERS_VIEW] },
        { name: 'nodeId', title: 'ID', width: 171 },
        { name: 'accountName', title: 'Account', width: 120 },
        { name: 'region', title: 'Region', width: 82 },
        ago('lastPing', 'Last ping', 110),
      ]).gridPos({ x: 0, y: 0, w: 24, h: 3 })
    )
    .withPanel(
      facts('Patch state', 'What its last patch operation, or the compliance summary, reported.', [
        status('patchStatus', 'Status', 130),
        { name: 'patchReason', title: 'Why', minWidth: 240, properties: WHOLE_WORDS },
        { name: 'criticalPatchCount', title: 'Critical', width: 68 },
        { name: 'patchOperation', title: 'Operation', width: 96 },
        ago('patchReported', 'Reported', 115),
      ]).gridPos({ x: 0, y: 3, w: 24, h: 4 })
    )
    .withPanel(
      list(
        'Patches that need attention',
        'Patches that failed, are missing, rejected by the baseline, or wait for a reboot, and security updates that the baseline does not approve.',
        {
          resource: 'patches',
          filters: [{ field: 'state', op: 'not in', value: ['Installed', 'InstalledOther', 'NotApplicable'] }],
          orderBy: [{ field: 'state' }, { field: 'severity' }, { field: 'title' }],
        },
        [
          status('state', 'State', 105),
          { name: 'title', title: 'Patch', minWidth: 150, properties: WHOLE_WORDS },
          { name: 'severity', title: 'Severity', width: 82 },
          { name: 'cveIds', title: 'CVE', width: 150, properties: WHOLE_WORDS },
          { name: 'kbId', title: 'KB or package', width: 150, properties: WHOLE_WORDS },
        ],
        'AWS lists no patch as missing, failed, rejected, waiting for a reboot or available as a security update. It lists none of nodes without a patch state.'
      ).gridPos({ x: 0, y: 7, w: 16, h: 8 })
    )
    .withPanel(
      list(
        'Associations',
        'State Manager associations that apply to this node, those that failed first.',
        {
          resource: 'nodeAssociations',
          orderBy: [{ field: 'status' }, { field: 'executionDate', desc: true }, { field: 'associationName' }],
        },
        [
          status('status', 'Status', 95),
          { name: 'associationName', title: 'Association', width: 288, properties: WHOLE_WORDS },
          { name: 'executionSummary', title: 'Execution summary', minWidth: 156, properties: WHOLE_WORDS },
          ago('executionDate', 'Last execution', 124),
        ],
        'No association applies to this node.'
      ).gridPos({ x: 0, y: 15, w: 16, h: 8 })
    )
    .withPanel(
      list(
        'Software',
        'What inventory (AWS:Application) says is installed.',
        { resource: 'software', orderBy: [{ field: 'name' }] },
        [
          { name: 'name', title: 'Name', minWidth: 190, properties: WHOLE_WORDS },
          { name: 'version', title: 'Version', width: 150, properties: WHOLE_WORDS },
          { name: 'publisher', title: 'Publisher', minWidth: 140, properties: WHOLE_WORDS },
          ago('installedTime', 'Installed', 115),
        ],
        'Inventory has no software (AWS:Application) for this node.'
      ).gridPos({ x: 0, y: 23, w: 16, h: 9 })
    )
    .withPanel(percent('CPU, memory, disk', [...CPU, ...MEMORY, ...DISK]).gridPos({ x: 16, y: 7, w: 8, h: 8 }))
    .withPanel(metric('Network', NETWORK).gridPos({ x: 16, y: 15, w: 8, h: 8 }))
    .withPanel(machine().gridPos({ x: 16, y: 23, w: 8, h: 9 }));
}

/** What else SSM knows of the machine, one fact a line. */
function machine(): TableBuilder {
  return new TableBuilder()
    .title('Machine')
    .description('What else Systems Manager and EC2 say of it, and its tags.')
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'table',
        filters: THIS_NODE,
        columns: [
          // What comes first becomes the head of the column of values.
          'name',
          'computerName',
          'provider',
          'tag:Environment',
          'tag:Application',
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
          'patchGroup',
          'baselineId',
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
      {
        matcher: { id: 'byRegexp', options: '/.*/' },
        properties: [...WHOLE_WORDS, { id: 'custom.wrapHeaderText', value: true }],
      },
      { matcher: { id: 'byName', options: 'Fact' }, properties: [{ id: 'custom.width', value: 140 }] },
    ]);
}
