import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import type { Status } from '../statuses';
import { leadsTo, nodesWhere, of, type PanelLink } from './addresses';
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
export function countColumn({ short, ...status }: Status, link: PanelLink) {
  const label = short ?? status.label;
  const fits = [SHORT_COUNT, COUNT].find(({ letters }) => label.length <= letters);
  const width = fits ? { id: 'custom.minWidth', value: fits.width } : { id: 'custom.width', value: LONG_COUNT_WIDTH };
  return countOf({ ...status, label }, [...inStatusColour(status), width, leadsTo(link)]);
}

/** What a row of a matrix is about, as the page's variables say it. */
const PLACE_OF_ROW = { account: of('accountName'), region: of('region') };

/** Accounts and Regions down, statuses across; each count leads to its nodes. */
export function placeMatrix(title: string, field: string, columns: Status[], filters: Filter[]) {
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
      column('total', 'All', 60, [leadsTo(nodesWhere([], PLACE_OF_ROW))]),
      ...columns.map((status) =>
        countColumn(status, nodesWhere([{ field, op: '=', value: status.value }], PLACE_OF_ROW))
      ),
    ]);
}
