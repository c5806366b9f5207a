import {
  AdHocVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  type GridPos,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { ASSOCIATION_STATUSES, PATCH_STATUSES, PING_STATUSES } from '../statuses';
import { answerStat } from './answerStat';
import { blindSpots, patched } from './answers';
import { statusCounts, valueCounts } from './countPanel';
import { fleetMap } from './fleetMap';
import { SOURCE } from './fleetTarget';
import { nodesTable } from './nodesTable';
import { placeMatrix, readings } from './placeMatrix';
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
const MANAGED: Filter = { field: 'managed', op: '=', value: true };
const NOT_ONLINE: Filter = { field: 'pingStatus', op: '!=', value: 'Online' };
const FAILED_ASSOCIATION: Filter = { field: 'associationStatus', op: '=', value: 'Failed' };

/** The table of nodes alone, narrowed by ad hoc filters, with the page's other variables as they are. */
function nodesLink(...filters: string[]): string {
  const kept = ['source', 'account', 'region', 'provider', 'platform', 'patchGroup', 'owner'].map(
    (name) => `\${${name}:queryparam}`
  );
  const narrowed = filters.map((filter) => `&var-filters=${encodeURIComponent(filter)}`);
  return `/d/${FLEET_OVERVIEW_UID}?viewPanel=panel-${NODES_PANEL}&${kept.join('&')}&\${__url_time_range}${narrowed.join('')}`;
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
      new AdHocVariableBuilder('filters').label('Filters').datasource(SOURCE),
      ...metricSourceVariables(),
    ])
    .withPanel(
      answerStat('Nodes', [{ name: 'known' }, { name: 'managed', filters: [MANAGED] }], PLACE, nodesLink()).gridPos(
        at(0, 0, 4, 3)
      )
    )
    .withPanel(patched(PLACE, nodesLink('patchStatus|!=|compliant')).gridPos(at(4, 0, 5, 3)))
    .withPanel(
      answerStat(
        'Patch gaps',
        [
          { name: 'critical', filters: [{ field: 'criticalPatchCount', op: '>', value: 0 }], alarm: 'red' },
          { name: 'security', filters: [{ field: 'securityNonCompliantCount', op: '>', value: 0 }], alarm: 'orange' },
        ],
        PLACE,
        nodesLink('securityNonCompliantCount|>|0')
      )
        .description(
          'Nodes with noncompliant patches. Those that are security patches are known of nodes with a patch state only.'
        )
        .gridPos(at(9, 0, 4, 3))
    )
    .withPanel(
      answerStat(
        'Associations',
        [{ name: 'nodes with failures', filters: [FAILED_ASSOCIATION], alarm: 'red' }],
        PLACE,
        nodesLink('associationStatus|=|Failed')
      ).gridPos(at(13, 0, 4, 3))
    )
    .withPanel(
      answerStat(
        'Agents not online',
        [{ name: 'managed nodes', filters: [MANAGED, NOT_ONLINE], alarm: 'red' }],
        PLACE,
        nodesLink('managed|=|true', 'pingStatus|!=|Online')
      ).gridPos(at(17, 0, 3, 3))
    )
    .withPanel(blindSpots(PLACE, nodesLink('pingStatus|=|Online')).gridPos(at(20, 0, 4, 3)))
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
      placeMatrix('Patch status by account and Region', 'patchStatus', PATCH_STATUSES, PLACE).gridPos(at(0, 11, 24, 8))
    )
    .withPanel(
      placeMatrix('Association status by account and Region', 'associationStatus', ASSOCIATION_STATUSES, PLACE).gridPos(
        at(0, 19, 24, 8)
      )
    )
    .withPanel(fleetMap(PLACE).gridPos(at(0, 27, 24, 16)))
    .withPanel(
      nodesTable(PLACE)
        .id(NODES_PANEL)
        .gridPos(at(0, 43, 24, 18))
    )
    .withPanel(readings().gridPos(at(0, 61, 24, 10)));
}

function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h };
}
