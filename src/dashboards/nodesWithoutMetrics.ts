import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { CPU } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { ONLINE } from './online';
import { NONE_IN_WORDS, OWNER, OWNER_TITLE, TO_OWNERS_VIEW } from './owner';
import { column, wideColumn } from './tableColumn';

/** The nodes that the figure of nodes without metrics counts, one a row. */
export function nodesWithoutMetrics(filters: Filter[]) {
  return new TableBuilder()
    .title('Online nodes without metrics')
    .description(
      'Nodes whose SSM Agent is online and that neither CloudWatch nor Azure Monitor nor Prometheus has CPU metrics of: ' +
        'nobody would notice if they ran hot. Not known while one of the data sources does not answer.'
    )
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: {
          left: {
            columns: ['name', OWNER, 'accountName', 'region', 'provider', 'platformName', 'nodeId'],
            filters: [...filters, ONLINE],
            orderBy: [{ field: 'accountName' }, { field: 'region' }, { field: 'name' }],
          },
          enrichments: CPU,
          output: 'unmonitored',
        },
      })
    )
    .cellHeight(TableCellHeight.Sm)
    .overrides([
      wideColumn('name', 'Node', 210),
      column(OWNER, OWNER_TITLE, 130, [NONE_IN_WORDS, TO_OWNERS_VIEW]),
      column('accountName', 'Account', 122),
      column('region', 'Region', 90),
      column('provider', 'Provider', 110),
      column('platformName', 'Platform', 225),
      column('nodeId', 'ID', 175),
    ]);
}
