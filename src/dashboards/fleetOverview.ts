import { AdHocVariableBuilder, type DashboardBuilder, type GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { ASSOCIATION_STATUSES, BAD, PATCH_STATUSES, PING_STATUSES, WARNING } from '../statuses';
import { FLEET_OVERVIEW_UID, NO_METRICS_PANEL, NODES_PANEL, SOURCE_HEALTH_UID } from './addresses';
import { answerStat } from './answerStat';
import { patched, withoutMetrics } from './answers';
import { asOf } from './asOf';
import { bundledDashboard } from './bundledDashboard';
import { statusCounts, valueCounts } from './countPanel';
import { fleetMap } from './fleetMap';
import { SOURCE } from './fleetTarget';
import { linkTo } from './linkTo';
import { nodesTable } from './nodesTable';
import { nodesWithoutMetrics } from './nodesWithoutMetrics';
import { OWNER } from './owner';
import { placeMatrix } from './placeMatrix';
import { fieldVariable, metricSourceVariables, sourceVariable } from './variables';
import { IN_TROUBLE, worstNow } from './worstNow';

/** Variables that narrow the whole page. */
const PLACE: Filter[] = [
  { field: 'accountName', op: 'in', value: ['$account'] },
  { field: 'region', op: 'in', value: ['$region'] },
  { field: 'provider', op: 'in', value: ['$provider'] },
  { field: OWNER, op: 'in', value: ['$owner'] },
];

const MANAGED: Filter = { field: 'managed', op: '=', value: true };
const NOT_ONLINE: Filter = { field: 'pingStatus', op: '!=', value: 'Online' };
const FAILED_ASSOCIATION: Filter = { field: 'associationStatus', op: '=', value: 'Failed' };
const CRITICAL: Filter = { field: 'criticalPatchCount', op: '>', value: 0 };
const SECURITY: Filter = { field: 'securityNonCompliantCount', op: '>', value: 0 };

const PATCH_WORDS =
  'Nodes by patch status, each counted once, under the worst that holds. Failed: a patch could not be installed. Missing: an ' +
  'approved patch is not installed. Rejected: a patch is installed that the baseline rejects. Stale: compliant, but the ' +
  'result is too old to rely on. Never reported: managed, and no patch result yet. Unmanaged: a running EC2 instance that ' +
  'Systems Manager does not list.';

const ASSOCIATION_WORDS =
  'Nodes by the worst status of their State Manager associations. None: no association applies to the node.';

/** The answer first, then where, then which. */
export function fleetOverview(): DashboardBuilder {
  return bundledDashboard(
    'Fleet overview',
    FLEET_OVERVIEW_UID,
    'The fleet that AWS Systems Manager knows, with its metrics from CloudWatch, Azure Monitor and Prometheus.'
  )
    .variables([
      sourceVariable(),
      fieldVariable('account', 'Account', { field: 'accountName' }),
      fieldVariable('region', 'Region', { field: 'region' }),
      fieldVariable('provider', 'Provider', { field: 'provider' }),
      fieldVariable('owner', 'Owner', { field: OWNER, withNone: true }),
      new AdHocVariableBuilder('filters').label('Filters').datasource(SOURCE),
      ...metricSourceVariables(),
    ])
    .links([linkTo('Source health', SOURCE_HEALTH_UID, 'heart')])
    .withPanel(worstNow(PLACE).gridPos(at(0, 0, 12, 3)))
    .withPanel(asOf(PLACE).gridPos(at(12, 0, 8, 3)))
    .withPanel(withoutMetrics(PLACE).gridPos(at(20, 0, 4, 3)))
    .withPanel(
      answerStat(
        'Nodes',
        'Known: the nodes that Systems Manager manages, and EC2 instances that it does not list. Managed: the former alone.',
        [{ name: 'known' }, { name: 'managed', filters: [MANAGED] }],
        PLACE
      ).gridPos(at(0, 3, 4, 3))
    )
    .withPanel(patched(PLACE).gridPos(at(4, 3, 6, 3)))
    .withPanel(
      answerStat(
        'Patch gaps',
        'Nodes with noncompliant patches: of severity critical, and security patches, which are known of nodes with a patch state only.',
        [
          { name: 'critical', filters: [CRITICAL], alarm: BAD },
          { name: 'security', filters: [SECURITY], alarm: WARNING },
        ],
        PLACE
      ).gridPos(at(10, 3, 5, 3))
    )
    .withPanel(
      answerStat(
        'Associations',
        'Nodes on which at least one State Manager association failed.',
        [{ name: 'nodes with failures', filters: [FAILED_ASSOCIATION], alarm: BAD }],
        PLACE
      ).gridPos(at(15, 3, 5, 3))
    )
    .withPanel(
      answerStat(
        'SSM Agent',
        'Managed nodes whose SSM Agent does not answer Systems Manager: connection lost, or inactive.',
        [{ name: 'not online', filters: [MANAGED, NOT_ONLINE], alarm: BAD }],
        PLACE
      ).gridPos(at(20, 3, 4, 3))
    )
    .withPanel(fleetMap(PLACE).gridPos(at(0, 6, 24, 13)))
    .withPanel(
      statusCounts('Patch status', 'patchStatus', PATCH_STATUSES, PLACE, 'left')
        .description(PATCH_WORDS)
        .gridPos(at(0, 19, 6, 9))
    )
    .withPanel(
      statusCounts('Association status', 'associationStatus', ASSOCIATION_STATUSES, PLACE, 'top')
        .description(ASSOCIATION_WORDS)
        .gridPos(at(6, 19, 5, 9))
    )
    .withPanel(
      statusCounts('Agent connection', 'pingStatus', PING_STATUSES, PLACE, 'top')
        .description(
          'Nodes by the ping status that Systems Manager reports of their SSM Agent. Unknown: nodes that it does not manage.'
        )
        .gridPos(at(11, 19, 4, 9))
    )
    .withPanel(
      valueCounts('Provider', 'provider', 'provider', PLACE)
        .description('Nodes by where the machine runs, as far as something tells.')
        .gridPos(at(15, 19, 4, 9))
    )
    .withPanel(
      valueCounts('Owners in trouble', OWNER, 'owner', PLACE, [IN_TROUBLE], BAD)
        .description(
          'Owners, by the tag Owner, with the most nodes in trouble: whose patches failed or are missing. (none): nodes without the tag, or whose tags could not be read.'
        )
        .gridPos(at(19, 19, 5, 9))
    )
    .withPanel(
      placeMatrix('Patch status by account and Region', 'patchStatus', PATCH_STATUSES, PLACE)
        .description(PATCH_WORDS)
        .gridPos(at(0, 28, 24, 9))
    )
    .withPanel(
      placeMatrix('Association status by account and Region', 'associationStatus', ASSOCIATION_STATUSES, PLACE)
        .description(ASSOCIATION_WORDS)
        .gridPos(at(0, 37, 24, 9))
    )
    .withPanel(
      nodesTable(PLACE)
        .id(NODES_PANEL)
        .gridPos(at(0, 46, 24, 18))
    )
    .withPanel(
      nodesWithoutMetrics(PLACE)
        .id(NO_METRICS_PANEL)
        .gridPos(at(0, 64, 24, 10))
    );
}

function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h };
}
