import { TableCellHeight } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Filter } from '../datasource/query';
import { leadsTo, nodesThatMiss, of } from './addresses';
import { fleetTarget, GROUPED } from './fleetTarget';
import { EMPTY_CELLS, WHOLE_WORDS } from './listPanel';
import { PLACE } from './place';
import { column, wideColumn } from './tableColumn';

/** Ids of the panels that list on which nodes a patch is missing, and a CVE open. */
export const ON_NODES = 20;
export const OPEN_ON_NODES = 21;

const AT_MOST = 500;

/**
 * One patch, or CVE, may be of several severities or kinds: its rows count each by itself. No title is part of an address: Grafana
 * decodes it before it is followed, and the + in many a version would become a blank.
 */
const OF_SEVERITY: Filter = { field: 'severity', op: '=', value: of('severity') };
const OF_CLASSIFICATION: Filter = { field: 'classification', op: '=', value: of('classification') };

/** On how many nodes each patch is missing, the most first. */
export function missingPatches(): TableBuilder {
  return new TableBuilder()
    .title('Missing patches, on the most nodes first')
    .description(
      'On how many nodes each patch is missing or failed to be installed. A click on the number shows the nodes.'
    )
    .withTarget(
      fleetTarget({
        resource: 'missingPatches',
        view: 'count',
        groupBy: ['kbId', 'classification', 'severity'],
        filters: PLACE,
        orderBy: [{ field: 'count', desc: true }],
        limit: AT_MOST,
        noRowsAsNoData: true,
      })
    )
    .noValue('No node is known to miss a patch.')
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      EMPTY_CELLS,
      wideColumn('kbId', 'KB or package', 200, WHOLE_WORDS),
      column('classification', 'Classification', 150),
      column('severity', 'Severity', 96),
      column('count', 'Nodes', 64, [
        leadsTo(nodesThatMiss(ON_NODES, { patch: of('kbId') }, [OF_SEVERITY, OF_CLASSIFICATION])),
      ]),
    ]);
}

/** On how many nodes each CVE is open, the most first. */
export function missingCves(): TableBuilder {
  return new TableBuilder()
    .title('CVEs open on the most nodes')
    .description(
      'On how many nodes a patch is missing that mends the CVE, as far as AWS says which CVEs a patch mends. A click on the number shows the nodes.'
    )
    .withTarget(
      fleetTarget({
        resource: 'missingCves',
        view: 'count',
        groupBy: ['cveId', 'severity'],
        filters: PLACE,
        orderBy: [{ field: 'count', desc: true }],
        limit: AT_MOST,
        noRowsAsNoData: true,
      })
    )
    .noValue('No node is known to miss a patch of which AWS names a CVE.')
    .cellHeight(TableCellHeight.Sm)
    .unit(GROUPED)
    .overrides([
      EMPTY_CELLS,
      wideColumn('cveId', 'CVE', 140),
      column('severity', 'Severity', 96),
      column('count', 'Nodes', 64, [leadsTo(nodesThatMiss(OPEN_ON_NODES, { cve: of('cveId') }, [OF_SEVERITY]))]),
    ]);
}
