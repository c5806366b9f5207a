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

/** Pixels for a sign and a word; titles of two words wrap. */
const COUNT_WIDTH = 78;
/** The few words that need more, each with a width of its own: Grafana widens none of the others for them. */
const WIDE_WORDS: Record<string, number> = { Unknown: 84, Unmanaged: 104, Compliant: 92 };

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

/** Columns share evenly what room there is; each has at least what the longest word of its title needs, and no table scrolls for less. */
export function countColumn({ short, ...status }: Status, link: PanelLink) {
  const label = short ?? status.label;
  return countOf({ ...status, label }, [
    ...inStatusColour(status),
    label in WIDE_WORDS
      ? { id: 'custom.width', value: WIDE_WORDS[label] }
      : { id: 'custom.minWidth', value: COUNT_WIDTH },
    { id: 'custom.wrapHeaderText', value: true },
    leadsTo(link),
  ]);
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
        total: true,
        filters,
        orderBy: [{ field: 'accountName' }, { field: 'region' }],
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      column('accountName', 'Account', 120),
      column('region', 'Region', 84),
      column('total', 'All', 52, [leadsTo(nodesWhere([], PLACE_OF_ROW))]),
      ...columns.map((status) =>
        countColumn(status, nodesWhere([{ field, op: '=', value: status.value }], PLACE_OF_ROW))
      ),
    ]);
}
