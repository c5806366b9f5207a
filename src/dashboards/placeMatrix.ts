import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { TARGET_STATES, type Status } from '../statuses';
import { GROUPED, fleetTarget } from './fleetTarget';
import { countOf } from './statusFields';
import { column, hiddenColumn } from './tableColumn';

/** Colour of a zero in a matrix: neither good nor bad. */
const NOTHING = '#73757c';

/** A column of counts of one status: zeroes step back so that what is there stands out. */
function inStatusColour({ color }: Status, width: number): DynamicConfigValue[] {
  const steps = [
    { value: null, color: NOTHING },
    { value: 1, color },
  ];
  return [
    { id: 'color', value: { mode: 'thresholds' } },
    { id: 'thresholds', value: { mode: 'absolute', steps } },
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
    // At least: they share what room there is.
    { id: 'custom.minWidth', value: width },
  ];
}

/** Accounts and Regions down, statuses across. */
export function placeMatrix(
  title: string,
  field: string,
  columns: Status[],
  columnWidth: number,
  total: 'with total' | 'without',
  filters: Filter[]
) {
  return new TableBuilder()
    .title(title)
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'count',
        groupBy: ['accountName', 'region', field],
        pivot: field,
        filters,
        orderBy: [{ field: 'accountName' }, { field: 'region' }],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      column('accountName', 'Account', 125),
      column('region', 'Region', 85),
      total === 'with total' ? column('total', 'All', 60) : hiddenColumn('total'),
      ...columns.map(({ short, ...status }) =>
        countOf({ ...status, label: short ?? status.label }, inStatusColour(status, columnWidth))
      ),
    ]);
}

/** What all of the above was read from: a count is as good as its targets. */
export function readings() {
  return new TableBuilder()
    .title('Read from AWS: accounts and Regions by operation')
    .withTarget(
      fleetTarget({
        resource: 'targets',
        view: 'count',
        groupBy: ['api', 'state'],
        pivot: 'state',
        orderBy: [{ field: 'api' }],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      column('api', 'Operation', 215),
      hiddenColumn('total'),
      ...TARGET_STATES.map((status) => countOf(status, inStatusColour(status, 60))),
    ]);
}
