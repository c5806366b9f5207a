import type { DashboardBuilder, GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { ASSOCIATION_STATUSES, BAD, PATCH_STATUSES, PING_STATUSES, WARNING } from '../statuses';
import { FLEET_OVERVIEW_UID, NO_METRICS_PANEL, NODES_PANEL } from './addresses';
import { answerStat } from './answerStat';
import { patched, withoutMetrics } from './answers';
import { asOf } from './asOf';
import { bundledDashboard } from './bundledDashboard';
import { statusCounts, valueCounts } from './countPanel';
import { fleetMap } from './fleetMap';
import { nodesTable } from './nodesTable';
import { nodesWithoutMetrics } from './nodesWithoutMetrics';
import { OWNER } from './owner';
import { PLACE } from './place';
import { placeMatrix } from './placeMatrix';
import { fieldVariable, filtersVariable, metricSourceVariables, sourceVariable } from './variables';
import { IN_TROUBLE, worstNow } from './worstNow';

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
      filtersVariable(),
      ...metricSourceVariables(),
    ])
    .withPanel(worstNow(PLACE).gridPos(at(0, 0, 10, 3)))
    .withPanel(asOf(PLACE).gridPos(at(10, 0, 7, 3)))
    .withPanel(withoutMetrics(PLACE).gridPos(at(17, 0, 7, 3)))
    .withPanel(
      answerStat(
        'Nodes',
        'Known: the nodes that Systems Manager manages, and EC2 instances that it does not list. Managed: the former alone. ' +
          'Not online: managed nodes whose SSM Agent does not answer Systems Manager: connection lost, or inactive.',
        [
          { name: 'known' },
          { name: 'managed', filters: [MANAGED] },
          { name: 'not online', filters: [MANAGED, NOT_ONLINE], alarm: BAD },
        ],
        PLACE
      ).gridPos(at(0, 3, 7, 3))
    )
    .withPanel(patched(PLACE).gridPos(at(7, 3, 7, 3)))
    .withPanel(
      answerStat(
        'Patch gaps',
        'Nodes with noncompliant patches: of severity critical, and security patches, which are known of nodes with a patch state only.',
        [
          { name: 'critical', filters: [CRITICAL], alarm: BAD },
          { name: 'security', filters: [SECURITY], alarm: WARNING },
        ],
        PLACE
      ).gridPos(at(14, 3, 5, 3))
    )
    .withPanel(
      answerStat(
        'Associations',
        'Nodes on which at least one State Manager association failed.',
        [{ name: 'nodes with failures', filters: [FAILED_ASSOCIATION], alarm: BAD }],
        PLACE
      ).gridPos(at(19, 3, 5, 3))
    )
    .withPanel(fleetMap(PLACE).gridPos(at(0, 6, 24, 13)))
    .withPanel(
      statusCounts('Patch status', 'patchStatus', PATCH_STATUSES, PLACE)
        .description(PATCH_WORDS)
        .gridPos(at(0, 19, 8, 15))
    )
    .withPanel(
      statusCounts('Association status', 'associationStatus', ASSOCIATION_STATUSES, PLACE)
        .description(ASSOCIATION_WORDS)
        .gridPos(at(8, 19, 8, 7))
    )
    .withPanel(
      statusCounts('Agent connection', 'pingStatus', PING_STATUSES, PLACE)
        .description(
          'Nodes by the ping status that Systems Manager reports of their SSM Agent. Unknown: nodes that it does not manage.'
        )
        .gridPos(at(16, 19, 8, 7))
    )
    .withPanel(
      valueCounts('Provider', 'provider', PLACE)
        .description('Nodes by where the machine runs, as far as something tells.')
        .gridPos(at(8, 26, 8, 8))
    )
    .withPanel(
      valueCounts('Owners in trouble', OWNER, PLACE, [IN_TROUBLE], BAD)
        .description(
          'Owners, by the tag Owner, with the most nodes in trouble: whose patches failed or are missing. (none): nodes without the tag, or whose tags could not be read.'
        )
        .gridPos(at(16, 26, 8, 8))
    )
    .withPanel(
      placeMatrix('Patch status by account and Region', 'patchStatus', PATCH_STATUSES, PLACE)
        .description(PATCH_WORDS)
        .gridPos(at(0, 34, 24, 9))
    )
    .withPanel(
      placeMatrix('Association status by account and Region', 'associationStatus', ASSOCIATION_STATUSES, PLACE)
        .description(ASSOCIATION_WORDS)
        .gridPos(at(0, 43, 24, 9))
    )
    .withPanel(
      nodesTable(PLACE)
        .id(NODES_PANEL)
        .gridPos(at(0, 52, 24, 18))
    )
    .withPanel(
      nodesWithoutMetrics(PLACE)
        .id(NO_METRICS_PANEL)
        .gridPos(at(0, 70, 24, 10))
    );
}

function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h };
}
