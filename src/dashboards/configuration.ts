import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { BAD, WARNING } from '../statuses';
import { CONFIGURATION_UID, leadsTo, panelOf } from './addresses';
import { answerStat } from './answerStat';
import { fleetTarget } from './fleetTarget';
import { ago, EMPTY_CELLS, leadsToConsole, listPanel, nodeId, status, WHOLE_WORDS, words, wrapped } from './listPanel';
import { PLACE, PLACE_COLUMNS } from './place';
import { listedIn, placeDashboard } from './placeDashboard';
import { column, wideColumn } from './tableColumn';

const FAILED: Filter = { field: 'status', op: '=', value: 'Failed' };
const WITHOUT_ANY: Filter = { field: 'associationStatus', op: '=', value: 'None' };
const VALID: Filter = { field: 'expired', op: '=', value: false };
const RUNS_OUT: Filter[] = [VALID, { field: 'expirationDate', op: '<', value: 'now+7d' }];

/** Ids of the panels that list what the figures count. */
const ASSOCIATIONS = 20;
const TARGETS = 21;
const WITHOUT = 22;
const EXECUTIONS = 23;
const ACTIVATIONS = 24;

const listed = listedIn(CONFIGURATION_UID);

/** Whether configuration was applied: what failed and with what words, what has none, and what runs out. */
export function configuration(): DashboardBuilder {
  return placeDashboard(
    'Configuration',
    CONFIGURATION_UID,
    'State Manager’s associations: which failed, on which nodes and with what words; nodes without any; activations and connectors.'
  )
    .withPanel(
      answerStat(
        'Associations',
        'Associations that failed on at least one of their targets when they last ran, and all that there are.',
        [{ name: 'failed', filters: [FAILED], alarm: BAD }, { name: 'in all' }],
        PLACE,
        listed('associations', ASSOCIATIONS)
      ).gridPos({ x: 0, y: 0, w: 8, h: 3 })
    )
    .withPanel(
      answerStat(
        'No association',
        'Nodes to which no association applies, unmanaged instances among them: nothing keeps their configuration.',
        [{ name: 'nodes', filters: [WITHOUT_ANY], alarm: WARNING }],
        PLACE,
        listed('nodes', WITHOUT)
      ).gridPos({ x: 8, y: 0, w: 8, h: 3 })
    )
    .withPanel(
      answerStat(
        'Activations',
        'Hybrid activations that are valid and expire within 7 days: no machine can register with them afterwards. AWS lets none live longer than 30 days.',
        [{ name: 'expire in 7 days', filters: RUNS_OUT, alarm: WARNING }],
        PLACE,
        listed('activations', ACTIVATIONS)
      ).gridPos({ x: 16, y: 0, w: 8, h: 3 })
    )
    .withPanel(
      listPanel(
        'Associations, failed first',
        'State Manager’s associations with how many of their targets succeeded, failed and wait. Schedules are in UTC.',
        {
          resource: 'associations',
          filters: PLACE,
          orderBy: [{ field: 'status' }, { field: 'failedCount', desc: true }, { field: 'associationName' }],
        },
        [
          status('status', 'Status', 86),
          ...leadsToConsole(words('associationName', 'Association', 150)),
          words('documentName', 'Document', 150),
          { name: 'failedCount', title: 'Failed', width: 58 },
          { name: 'pendingCount', title: 'Pending', width: 80 },
          { name: 'successCount', title: 'Success', width: 80 },
          wrapped('scheduleExpression', 'Schedule', 104),
          ...PLACE_COLUMNS,
          ago('lastExecution', 'Last run', 118),
        ],
        'State Manager has no association in these accounts and Regions.'
      )
        .id(ASSOCIATIONS)
        .gridPos({ x: 0, y: 3, w: 24, h: 11 })
    )
    .withPanel(failures().gridPos({ x: 0, y: 14, w: 10, h: 8 }))
    .withPanel(
      listPanel(
        'Nodes without associations',
        'Nodes to which no association applies, unmanaged instances among them.',
        { resource: 'nodes', filters: [...PLACE, WITHOUT_ANY], orderBy: [{ field: 'name' }] },
        [
          words('name', 'Node', 120),
          nodeId('ID'),
          { name: 'platformType', title: 'Platform', width: 78 },
          ...PLACE_COLUMNS,
        ],
        'AWS tells of no node that it has no association.'
      )
        .id(WITHOUT)
        .gridPos({ x: 10, y: 14, w: 14, h: 8 })
    )
    .withPanel(
      listPanel(
        'Targets that did not succeed',
        'Nodes on which the last execution of an association did not succeed, with AWS’s words for why.',
        {
          resource: 'associationTargets',
          filters: PLACE,
          orderBy: [{ field: 'status' }, { field: 'detailedStatus' }, { field: 'lastExecutionDate', desc: true }],
        },
        [
          status('status', 'Status', 102),
          { name: 'detailedStatus', title: 'Words', width: 110 },
          nodeId('Node'),
          words('associationName', 'Association', 200),
          ...PLACE_COLUMNS,
          ago('lastExecutionDate', 'Last run', 118),
        ],
        'The last execution of every association succeeded on all its targets, or goes on.'
      )
        .id(TARGETS)
        .gridPos({ x: 0, y: 22, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'Executions, failed first',
        'When associations ran in the time range, and how many of their targets were in which status, as AWS writes it.',
        {
          resource: 'associationExecutions',
          filters: PLACE,
          orderBy: [{ field: 'status' }, { field: 'createdTime', desc: true }],
        },
        [
          status('status', 'Status', 102),
          words('associationName', 'Association', 200),
          words('resourceCountByStatus', 'Targets by status', 200),
          ...PLACE_COLUMNS,
          ago('createdTime', 'Started', 118),
        ],
        'No association ran in the time range.'
      )
        .id(EXECUTIONS)
        .gridPos({ x: 0, y: 31, w: 24, h: 9 })
    )
    .withPanel(
      listPanel(
        'Activations, the next to expire first',
        'Hybrid activations that are valid: when they expire, and how many machines may still register.',
        { resource: 'activations', filters: [...PLACE, VALID], orderBy: [{ field: 'expirationDate' }] },
        [
          words('defaultInstanceName', 'Name of nodes', 134),
          words('description', 'Description', 130),
          ago('expirationDate', 'Expires', 88),
          { name: 'registrationsCount', title: 'Registered', width: 100 },
          { name: 'registrationLimit', title: 'Limit', width: 58 },
          ...PLACE_COLUMNS,
        ],
        'There is no valid activation in these accounts and Regions.'
      )
        .id(ACTIVATIONS)
        .gridPos({ x: 0, y: 40, w: 16, h: 8 })
    )
    .withPanel(
      listPanel(
        'Cloud connectors',
        'Connectors through which Systems Manager manages machines of other clouds.',
        { resource: 'cloudConnectors', filters: PLACE, orderBy: [{ field: 'displayName' }] },
        [words('displayName', 'Connector', 110), ...PLACE_COLUMNS],
        'There is no cloud connector in these accounts and Regions.'
      ).gridPos({ x: 16, y: 40, w: 8, h: 8 })
    );
}

/** On how many targets the last executions did not succeed, by AWS's words for it. */
function failures(): TableBuilder {
  return new TableBuilder()
    .title('Failures by their words')
    .description(
      'On how many targets the last execution of an association did not succeed, by AWS’s words for why and by association.'
    )
    .withTarget(
      fleetTarget({
        resource: 'associationTargets',
        view: 'count',
        groupBy: ['detailedStatus', 'associationName'],
        filters: PLACE,
        orderBy: [{ field: 'count', desc: true }],
        noRowsAsNoData: true,
      })
    )
    .noValue('The last execution of every association succeeded on all its targets, or goes on.')
    .cellHeight(TableCellHeight.Sm)
    .overrides([
      EMPTY_CELLS,
      column('detailedStatus', 'Words', 90),
      wideColumn('associationName', 'Association', 200, WHOLE_WORDS),
      column('count', 'Targets', 72, [leadsTo(panelOf(CONFIGURATION_UID, TARGETS))]),
    ]);
}
