import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { BAD, WARNING } from '../statuses';
import { PATCHES_UID } from './addresses';
import { answerStat } from './answerStat';
import { patched } from './answers';
import { valueCounts } from './countPanel';
import { ago, leadsToConsole, listPanel, nodeId, status, words, wrapped } from './listPanel';
import { missingCves, missingPatches, ON_NODES, OPEN_ON_NODES } from './missingPatches';
import { OWNER } from './owner';
import { PLACE, PLACE_COLUMNS } from './place';
import { placeDashboard } from './placeDashboard';
import { fieldVariable, filtersVariable } from './variables';
import { IN_TROUBLE } from './worstNow';

const CRITICAL: Filter = { field: 'criticalPatchCount', op: '>', value: 0 };
const SECURITY: Filter = { field: 'securityNonCompliantCount', op: '>', value: 0 };
const OVERDUE: Filter = { field: 'overdue', op: '=', value: true };
const NOBODY_KNOWS: Filter = { field: 'overdue', op: 'exists', value: false };
const STALE: Filter = { field: 'patchStale', op: '=', value: true };
const NO_WINDOW: Filter = { field: 'noWindow', op: '=', value: true };
const PENDING_REBOOT: Filter = { field: 'installedPendingRebootCount', op: '>', value: 0 };
/** What the page's variables choose of what is missing. */
const CHOSEN_PATCH: Filter = { field: 'kbId', op: 'in', value: ['$patch'] };
const CHOSEN_CVE: Filter = { field: 'cveId', op: 'in', value: ['$cve'] };

/** Documents that scan for patches or install them. */
const PATCHING: Filter = { field: 'documentName', op: '=~', value: 'AWS-.*Patch.*' };

/** Which nodes are not patched, what they miss, and when that will be mended. */
export function patches(): DashboardBuilder {
  return placeDashboard(
    'Patches',
    PATCHES_UID,
    'Which nodes are not patched, which patches are missing on how many nodes, and what installs them when.',
    [
      fieldVariable('patch', 'Patch', { resource: 'missingPatches', field: 'kbId' }),
      fieldVariable('cve', 'CVE', { resource: 'missingCves', field: 'cveId' }),
      filtersVariable(),
    ]
  )
    .withPanel(patched(PLACE).gridPos({ x: 0, y: 0, w: 7, h: 3 }))
    .withPanel(
      answerStat(
        'Patch gaps',
        'Nodes with noncompliant patches: of severity critical, and security patches, which are known of nodes with a patch state only.',
        [
          { name: 'critical', filters: [CRITICAL], alarm: BAD },
          { name: 'security', filters: [SECURITY], alarm: WARNING },
        ],
        PLACE
      ).gridPos({ x: 7, y: 0, w: 5, h: 3 })
    )
    .withPanel(
      answerStat(
        'Overdue',
        'Nodes on which a patch has been missing for longer than the data source’s settings allow for its severity. Not known: nodes of which nothing tells that none is.',
        [
          { name: 'nodes', filters: [OVERDUE], alarm: BAD },
          { name: 'not known', filters: [NOBODY_KNOWS] },
        ],
        PLACE
      ).gridPos({ x: 12, y: 0, w: 5, h: 3 })
    )
    .withPanel(
      answerStat(
        'Stale',
        'Nodes whose patch result is older than the data source’s settings allow, whatever it says.',
        [{ name: 'nodes', filters: [STALE], alarm: WARNING }],
        PLACE
      ).gridPos({ x: 17, y: 0, w: 3, h: 3 })
    )
    .withPanel(
      answerStat(
        'No patch run',
        'Noncompliant nodes that no maintenance window, patch policy or association will ever install patches on.',
        [{ name: 'noncompliant', filters: [NO_WINDOW], alarm: BAD }],
        PLACE
      ).gridPos({ x: 20, y: 0, w: 4, h: 3 })
    )
    .withPanel(
      valueCounts('Patch groups in trouble', 'patchGroup', PLACE, [IN_TROUBLE], BAD)
        .description(
          'Patch groups with the most nodes in trouble: whose patches failed or are missing. (none): nodes without one, or without a patch state.'
        )
        .gridPos({ x: 0, y: 3, w: 8, h: 8 })
    )
    .withPanel(
      valueCounts('Baselines in trouble', 'baselineId', PLACE, [IN_TROUBLE], BAD)
        .description(
          'Patch baselines, by which nodes were last scanned, with the most nodes in trouble: whose patches failed or are missing.'
        )
        .gridPos({ x: 8, y: 3, w: 8, h: 8 })
    )
    .withPanel(
      valueCounts('Owners in trouble', OWNER, PLACE, [IN_TROUBLE], BAD)
        .description(
          'Owners, by the tag Owner, with the most nodes in trouble: whose patches failed or are missing. (none): nodes without the tag, or whose tags could not be read.'
        )
        .gridPos({ x: 16, y: 3, w: 8, h: 8 })
    )
    .withPanel(missingPatches().gridPos({ x: 0, y: 11, w: 15, h: 11 }))
    .withPanel(missingCves().gridPos({ x: 15, y: 11, w: 9, h: 11 }))
    .withPanel(
      listPanel(
        'Missing on these nodes',
        'Patches that nodes miss or failed to install, one row for each node and patch, the oldest gaps first: since when it is missing at least. Due: by when it should be installed, by the data source’s settings. The variable Patch chooses one.',
        {
          resource: 'missingPatches',
          filters: [...PLACE, CHOSEN_PATCH],
          orderBy: [{ field: 'patchReported' }, { field: 'title' }],
        },
        [
          status('state', 'State', 92),
          words('title', 'Patch', 220),
          { name: 'severity', title: 'Severity', width: 96 },
          nodeId('Node'),
          wrapped('name', 'Name', 150),
          ...PLACE_COLUMNS,
          ago('missingSince', 'Missing since', 118),
          ago('dueBy', 'Due', 118),
        ],
        'No node is known to miss such a patch.'
      )
        .id(ON_NODES)
        .gridPos({ x: 0, y: 22, w: 24, h: 10 })
    )
    .withPanel(
      listPanel(
        'Open on these nodes',
        'CVEs that missing patches would mend, one row for each node and CVE, as far as AWS says which CVEs a patch mends. The variable CVE chooses one.',
        {
          resource: 'missingCves',
          filters: [...PLACE, CHOSEN_CVE],
          orderBy: [{ field: 'severity' }, { field: 'cveId' }],
        },
        [
          { name: 'cveId', title: 'CVE', width: 140 },
          { name: 'severity', title: 'Severity', width: 96 },
          words('kbIds', 'Mended by', 150),
          nodeId('Node'),
          wrapped('name', 'Name', 150),
          ...PLACE_COLUMNS,
          ago('patchReported', 'Scanned', 118),
        ],
        'No node is known to miss a patch that mends such a CVE.'
      )
        .id(OPEN_ON_NODES)
        .gridPos({ x: 0, y: 32, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'Patch runs of the next 14 days',
        'When maintenance windows, patch policies and associations install patches, how many nodes each reaches, and how many of these are noncompliant now. Last come those that would install patches and have no run to come, with what is wrong.',
        { resource: 'patchRuns', filters: PLACE, orderBy: [{ field: 'runTime' }, { field: 'name' }] },
        [
          ago('runTime', 'Run', 118),
          ...leadsToConsole(words('name', 'Name', 160)),
          { name: 'kind', title: 'Kind', width: 158 },
          { name: 'nodes', title: 'Nodes', width: 60 },
          { name: 'noncompliantNodes', title: 'Noncompliant', width: 112 },
          ...PLACE_COLUMNS,
          words('problem', 'Problem', 200),
        ],
        'Nothing installs patches in these accounts and Regions.'
      ).gridPos({ x: 0, y: 41, w: 24, h: 10 })
    )
    .withPanel(
      listPanel(
        'Nodes that nothing will patch',
        'Noncompliant nodes that no maintenance window, patch policy or association will ever install patches on, and why.',
        { resource: 'nodes', filters: [...PLACE, NO_WINDOW], orderBy: [{ field: 'patchStatus' }, { field: 'name' }] },
        [
          status('patchStatus', 'Patch', 130),
          words('name', 'Node', 120),
          nodeId('ID'),
          ...PLACE_COLUMNS,
          words('nextPatchReason', 'Why', 200),
        ],
        'No noncompliant node is known to be left out.'
      ).gridPos({ x: 0, y: 51, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'Pending reboots',
        'Nodes with patches that are installed and wait for a reboot, those that wait longest first.',
        { resource: 'nodes', filters: [...PLACE, PENDING_REBOOT], orderBy: [{ field: 'patchOperationEnd' }] },
        [
          words('name', 'Node', 120),
          nodeId('ID'),
          { name: 'installedPendingRebootCount', title: 'Patches', width: 72 },
          { name: 'rebootOption', title: 'Reboot option', width: 130 },
          ...PLACE_COLUMNS,
          ago('patchOperationEnd', 'Last operation', 118),
          ago('nextPatchRun', 'Next run', 118),
        ],
        'No node is known to wait for a reboot.'
      ).gridPos({ x: 0, y: 60, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'Patch commands, failed first',
        'Run Command’s commands of the time range that scanned for patches or installed them.',
        {
          resource: 'commands',
          filters: [...PLACE, PATCHING],
          orderBy: [{ field: 'status' }, { field: 'requestedDateTime', desc: true }],
        },
        [
          status('status', 'Status', 102),
          ...leadsToConsole(wrapped('documentName', 'Document', 220)),
          words('comment', 'Comment', 120),
          { name: 'targetCount', title: 'Nodes', width: 60 },
          { name: 'errorCount', title: 'Failed', width: 60 },
          ...PLACE_COLUMNS,
          ago('requestedDateTime', 'Sent', 118),
        ],
        'No command patched in the time range.'
      ).gridPos({ x: 0, y: 69, w: 24, h: 8 })
    );
}
