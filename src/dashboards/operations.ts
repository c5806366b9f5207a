import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { BAD, WARNING } from '../statuses';
import { OPERATIONS_UID } from './addresses';
import { answerStat } from './answerStat';
import { ago, leadsToConsole, listPanel, nodeId, status, unseen, words, wrapped } from './listPanel';
import { PLACE, PLACE_COLUMNS } from './place';
import { listedIn, placeDashboard } from './placeDashboard';

const WENT_WRONG: Filter = { field: 'status', op: 'in', value: ['Failed', 'TimedOut'] };
const UNFINISHED: Filter = { field: 'finished', op: '=', value: false };
const GOING_ON: Filter = { field: 'over', op: '=', value: false };
const NO_WINDOW: Filter = { field: 'noWindow', op: '=', value: true };
const IN_ALARM: Filter = { field: 'stateValue', op: '=', value: 'ALARM' };

/** Ids of the panels that list what the figures count. */
const COMMANDS = 20;
const AUTOMATIONS = 21;
const SESSIONS = 22;
const OPS_ITEMS = 23;
const ALARMS = 24;
const PATCH_RUNS = 25;
const FORGOTTEN = 26;

const listed = listedIn(OPERATIONS_UID);

/** What was done in the dashboard's time, what went wrong first, and by whom where AWS says it. */
export function operations(): DashboardBuilder {
  return placeDashboard(
    'Operations',
    OPERATIONS_UID,
    'Commands, runbooks, sessions, OpsItems and alarms over the time range, what failed first; and when nodes will be patched next.'
  )
    .withPanel(
      answerStat(
        'Commands',
        'Commands of the time range that failed or timed out.',
        [{ name: 'failed', filters: [WENT_WRONG], alarm: BAD }, { name: 'in all' }],
        PLACE,
        listed('commands', COMMANDS)
      ).gridPos({ x: 0, y: 0, w: 5, h: 3 })
    )
    .withPanel(
      answerStat(
        'Runbooks',
        'Executions of runbooks of the time range that failed or timed out.',
        [{ name: 'failed', filters: [WENT_WRONG], alarm: BAD }, { name: 'in all' }],
        PLACE,
        listed('automations', AUTOMATIONS)
      ).gridPos({ x: 5, y: 0, w: 5, h: 3 })
    )
    .withPanel(
      answerStat(
        'Sessions',
        'Sessions that are open now, and all that began in the time range.',
        [{ name: 'open', filters: [GOING_ON] }, { name: 'in all' }],
        PLACE,
        listed('sessions', SESSIONS)
      ).gridPos({ x: 10, y: 0, w: 5, h: 3 })
    )
    .withPanel(
      answerStat(
        'OpsItems',
        'OpsItems on which something is left to do, whenever they were created.',
        [{ name: 'unfinished', filters: [UNFINISHED], alarm: WARNING }],
        PLACE,
        listed('opsItems', OPS_ITEMS)
      ).gridPos({ x: 15, y: 0, w: 5, h: 3 })
    )
    .withPanel(
      answerStat(
        'Alarms',
        'CloudWatch alarms that are in state ALARM now.',
        [{ name: 'in alarm', filters: [IN_ALARM], alarm: BAD }],
        PLACE,
        listed('alarms', ALARMS)
      ).gridPos({ x: 20, y: 0, w: 4, h: 3 })
    )
    .withPanel(
      listPanel(
        'Commands, failed first',
        'Run Command’s commands that were sent in the time range. AWS does not say who sent them.',
        {
          resource: 'commands',
          filters: PLACE,
          orderBy: [{ field: 'status' }, { field: 'requestedDateTime', desc: true }],
        },
        [
          status('status', 'Status', 102),
          { name: 'statusDetails', title: 'Details', width: 138 },
          ...leadsToConsole(wrapped('documentName', 'Document', 174)),
          words('comment', 'Comment', 120),
          { name: 'targetCount', title: 'Nodes', width: 60 },
          { name: 'errorCount', title: 'Failed', width: 60 },
          { name: 'deliveryTimedOutCount', title: 'Undelivered', width: 108 },
          ...PLACE_COLUMNS,
          ago('requestedDateTime', 'Sent', 118),
        ],
        'No command was sent in the time range.'
      )
        .id(COMMANDS)
        .gridPos({ x: 0, y: 3, w: 24, h: 10 })
    )
    .withPanel(
      listPanel(
        'Runbooks, failed first',
        'Executions of runbooks that were started in the time range, by whom, and why they failed.',
        {
          resource: 'automations',
          filters: PLACE,
          orderBy: [{ field: 'status' }, { field: 'executionStartTime', desc: true }],
        },
        [
          status('status', 'Status', 102),
          ...leadsToConsole(wrapped('documentName', 'Runbook', 150)),
          words('failureMessage', 'Why it failed', 180),
          { name: 'user', title: 'User', width: 150 },
          { name: 'target', title: 'Target', width: 168 },
          ...PLACE_COLUMNS,
          ago('executionStartTime', 'Started', 118),
        ],
        'No runbook was executed in the time range.'
      )
        .id(AUTOMATIONS)
        .gridPos({ x: 0, y: 13, w: 24, h: 12 })
    )
    .withPanel(
      listPanel(
        'Sessions, open ones first',
        'Who was on which node, for how long and why: sessions that are open, and those that began in the time range.',
        { resource: 'sessions', filters: PLACE, orderBy: [{ field: 'over' }, { field: 'startDate', desc: true }] },
        [
          status('status', 'Status', 115),
          words('user', 'User', 200),
          nodeId('Node'),
          words('reason', 'Reason', 140),
          { name: 'duration', title: 'Duration', width: 90 },
          ...PLACE_COLUMNS,
          ago('startDate', 'Started', 118),
          unseen('over'),
        ],
        'No session is open, and none began in the time range.'
      )
        .id(SESSIONS)
        .gridPos({ x: 0, y: 25, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'OpsItems, unfinished first',
        'Unfinished OpsItems whenever they were created, and the finished ones that were created in the time range. Severity is from 1, critical, to 4, low.',
        {
          resource: 'opsItems',
          filters: PLACE,
          orderBy: [{ field: 'finished' }, { field: 'severity' }, { field: 'createdTime', desc: true }],
        },
        [
          { name: 'severity', title: 'Severity', width: 78 },
          ...leadsToConsole(words('title', 'Title', 200)),
          { name: 'status', title: 'Status', width: 172 },
          { name: 'source', title: 'Source', width: 160 },
          { name: 'user', title: 'Created by', width: 160 },
          ...PLACE_COLUMNS,
          ago('createdTime', 'Created', 118),
          unseen('finished'),
        ],
        'OpsCenter has no unfinished OpsItem, and none was created in the time range.'
      )
        .id(OPS_ITEMS)
        .gridPos({ x: 0, y: 34, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'Alarms, worst first',
        'CloudWatch’s alarms as they are now, with the node that their dimensions name.',
        {
          resource: 'alarms',
          filters: PLACE,
          orderBy: [{ field: 'stateValue' }, { field: 'stateTransitionedTimestamp', desc: true }],
        },
        [
          status('stateValue', 'State', 102),
          ...leadsToConsole(wrapped('alarmName', 'Alarm', 190)),
          nodeId('Node'),
          words('stateReason', 'Reason', 250),
          ...PLACE_COLUMNS,
          ago('stateTransitionedTimestamp', 'Since', 118),
        ],
        'CloudWatch has no alarm in these accounts and Regions.'
      )
        .id(ALARMS)
        .gridPos({ x: 0, y: 43, w: 24, h: 10 })
    )
    .withPanel(
      listPanel(
        'Patch runs, the next one first',
        'When maintenance windows, patch policies and associations install patches in the next 14 days, whatever the time range, and how many nodes they reach. Last, what would install patches and never does, and why.',
        { resource: 'patchRuns', filters: PLACE, orderBy: [{ field: 'runTime' }, { field: 'name' }] },
        [
          ago('runTime', 'Run', 118),
          ...leadsToConsole(wrapped('name', 'Name', 190)),
          { name: 'kind', title: 'Kind', width: 150 },
          { name: 'nodes', title: 'Nodes', width: 60 },
          { name: 'noncompliantNodes', title: 'Noncompliant', width: 110 },
          { name: 'duration', title: 'Open for', width: 80 },
          words('problem', 'Problem', 200),
          ...PLACE_COLUMNS,
        ],
        'No maintenance window, patch policy or association installs patches in these accounts and Regions.'
      )
        .id(PATCH_RUNS)
        .gridPos({ x: 0, y: 53, w: 24, h: 10 })
    )
    .withPanel(
      listPanel(
        'Noncompliant nodes that nothing will patch',
        'Nodes that are noncompliant now, and that no maintenance window, patch policy or association will ever install patches on.',
        { resource: 'nodes', filters: [...PLACE, NO_WINDOW], orderBy: [{ field: 'patchStatus' }, { field: 'name' }] },
        [
          status('patchStatus', 'Patches', 130),
          nodeId('Node'),
          words('name', 'Name', 140),
          words('nextPatchReason', 'Why', 250),
          ...PLACE_COLUMNS,
        ],
        'No node is known to be noncompliant and out of reach of all that installs patches.'
      )
        .id(FORGOTTEN)
        .gridPos({ x: 0, y: 63, w: 24, h: 10 })
    );
}
