import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { TARGET_STATES, type Status } from '../statuses';
import { GROUPED, fleetTarget } from './fleetTarget';
import { countOf } from './statusFields';
import { column } from './tableColumn';

/** Colour of a zero in a matrix: neither good nor bad. */
const NOTHING = '#73757c';

/** Pixels that a title needs beside its sign, by its letters at most. */
const SHORT_COUNT = { letters: 6, width: 76 };
const COUNT = { letters: 8, width: 89 };
const LONG_COUNT_WIDTH = 106;

/** A column of counts of one status: zeroes step back so that what is there stands out. */
function inStatusColour({ color }: Status): DynamicConfigValue[] {
  const steps = [
    { value: null, color: NOTHING },
    { value: 1, color },
  ];
  return [
    { id: 'color', value: { mode: 'thresholds' } },
    { id: 'thresholds', value: { mode: 'absolute', steps } },
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
  ];
}

/** Columns share evenly what room there is, whatever their titles need: a long one gets a width of its own. */
function countColumn({ short, ...status }: Status) {
  const label = short ?? status.label;
  const fits = [SHORT_COUNT, COUNT].find(({ letters }) => label.length <= letters);
  const width = fits ? { id: 'custom.minWidth', value: fits.width } : { id: 'custom.width', value: LONG_COUNT_WIDTH };
  return countOf({ ...status, label }, [...inStatusColour(status), width]);
}

/** Accounts and Regions down, statuses across. */
export function placeMatrix(title: string, field: string, columns: Status[], filters: Filter[]) {
  return new TableBuilder()
    .title(title)
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'count',
        groupBy: ['accountName', 'region', field],
        pivot: field,
        total: true,
        filters,
        orderBy: [{ field: 'accountName' }, { field: 'region' }],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      column('accountName', 'Account', 125),
      column('region', 'Region', 85),
      column('total', 'All', 55),
      ...columns.map(countColumn),
    ]);
}

/** What all of the above was read from: a count is as good as its targets. */
export function readings() {
  return new TableBuilder()
    .title('Read from AWS: account/Region pairs by operation')
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
    .overrides([column('api', 'Operation', 255), ...TARGET_STATES.map(countColumn)]);
}
