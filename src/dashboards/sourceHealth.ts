import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { TARGET_STATES } from '../statuses';
import { FLEET_OVERVIEW_UID, of, SOURCE_HEALTH_UID, TARGETS_PANEL, targetsWhere } from './addresses';
import { bundledDashboard } from './bundledDashboard';
import { GROUPED, fleetTarget } from './fleetTarget';
import { linkTo } from './linkTo';
import { countColumn } from './placeMatrix';
import { STATUS_CELL } from './statusFields';
import { column, wideColumn } from './tableColumn';
import { fieldVariable, sourceVariable } from './variables';

const CHOSEN: Filter[] = [
  { field: 'accountName', op: 'in', value: ['$account'] },
  { field: 'region', op: 'in', value: ['$region'] },
  { field: 'api', op: 'in', value: ['$operation'] },
  { field: 'state', op: 'in', value: ['$state'] },
];

/** What all counts are made from: a count is as good as what was read. */
export function sourceHealth(): DashboardBuilder {
  const variable = (name: string, label: string, field: string) =>
    fieldVariable(name, label, { resource: 'targets', field });
  return bundledDashboard(
    'Source health',
    SOURCE_HEALTH_UID,
    'What is read from AWS, account by account and Region by Region: how old it is, and what went wrong.'
  )
    .variables([
      sourceVariable(),
      variable('account', 'Account', 'accountName'),
      variable('region', 'Region', 'region'),
      variable('operation', 'Operation', 'api'),
      variable('state', 'State', 'state'),
    ])
    .links([linkTo('Fleet overview', FLEET_OVERVIEW_UID, 'apps')])
    .withPanel(targets().id(TARGETS_PANEL).gridPos({ x: 0, y: 0, w: 24, h: 12 }))
    .withPanel(
      stateMatrix('By account and Region', [
        { field: 'accountName', title: 'Account', variable: 'account', width: 122 },
        { field: 'region', title: 'Region', variable: 'region', width: 84 },
      ]).gridPos({ x: 0, y: 12, w: 24, h: 9 })
    )
    .withPanel(
      stateMatrix('By operation', [{ field: 'api', title: 'Operation', variable: 'operation', width: 256 }]).gridPos({
        x: 0,
        y: 21,
        w: 24,
        h: 13,
      })
    );
}

interface Group {
  field: string;
  title: string;
  variable: string;
  /** Pixels that its longest name needs. */
  width: number;
}

/** Groups down, states across: how many account, Region and operation combinations there are, each count a link to them. */
function stateMatrix(title: string, groups: Group[]) {
  const ofRow = Object.fromEntries(groups.map(({ field, variable }) => [variable, of(field)]));
  return new TableBuilder()
    .title(title)
    .description(
      'One operation in one Region of one account is read by itself. Read: the last reading came to its end in time. ' +
        'Late: nothing failed, yet the reading is older than it should be. Stale: the last reading failed, an earlier one ' +
        'stands in. Failed: nothing could be read.'
    )
    .withTarget(
      fleetTarget({
        resource: 'targets',
        view: 'count',
        groupBy: [...groups.map(({ field }) => field), 'state'],
        pivot: 'state',
        total: true,
        filters: CHOSEN,
        orderBy: groups.map(({ field }) => ({ field })),
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      ...groups.map(({ field, title: name, width }) => column(field, name, width)),
      column('total', 'All', 60, [{ id: 'links', value: [targetsWhere(ofRow)] }]),
      ...TARGET_STATES.map((state) => countColumn(state, targetsWhere({ ...ofRow, state: state.value }))),
    ]);
}

/** Each of them, the worst first: what went wrong, since when, and what to do about it. */
function targets() {
  const wrapped = [{ id: 'custom.wrapText', value: true }];
  return new TableBuilder()
    .title('What is read from AWS, worst first')
    .description(
      'Calls, throttles and errors are counted since the plugin’s server part started. A throttled call is tried again. ' +
        'Budget used: the account’s calls of the last hour, beside the most that the data source’s settings allow.'
    )
    .withTarget(
      fleetTarget({
        resource: 'targets',
        view: 'table',
        columns: [
          'state',
          'accountName',
          'region',
          'api',
          'age',
          'error',
          'errorSince',
          'note',
          'calls',
          'throttles',
          'errors',
          'accountBudgetUsed',
        ],
        filters: CHOSEN,
        orderBy: [
          { field: 'state' },
          { field: 'age', desc: true },
          { field: 'accountName' },
          { field: 'region' },
          { field: 'api' },
        ],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .overrides([
      { matcher: { id: 'byRegexp', options: '/.*/' }, properties: [{ id: 'custom.wrapHeaderText', value: true }] },
      column('state', 'State', 82, [STATUS_CELL]),
      column('accountName', 'Account', 122),
      column('region', 'Region', 82),
      column('api', 'Operation', 236),
      column('age', 'Age', 82),
      wideColumn('error', 'Error', 150, wrapped),
      column('errorSince', 'Failing since', 85, [{ id: 'unit', value: 'dateTimeFromNow' }]),
      wideColumn('note', 'Note', 80, wrapped),
      column('calls', 'Calls', 56),
      column('throttles', 'Throttles', 86),
      column('errors', 'Errors', 58),
      column('accountBudgetUsed', 'Budget used', 66, [{ id: 'decimals', value: 0 }]),
    ]);
}
