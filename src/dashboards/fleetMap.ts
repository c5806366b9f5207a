import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { consoleLink } from '../datasource/consoleLinks';
import type { Filter } from '../datasource/query';
import type { FleetMapOptions } from '../fleetmap/options';
import fleetMapPlugin from '../fleetmap/plugin.json';
import { fleetTarget } from './fleetTarget';
import { OWNER } from './owner';

/** Every node as a cell, by account and Region, in the colour of its patch status. */
export function fleetMap(filters: Filter[]): PanelBuilder {
  const options: Partial<FleetMapOptions> = {
    identity: 'nodeId',
    label: 'name',
    groupBy: ['accountName', 'region'],
    fillBy: 'patchStatus',
  };
  return new PanelBuilder()
    .type(fleetMapPlugin.id)
    .title('Fleet map')
    .description('Every node is one cell, by account and Region, in the colour of its patch status.')
    .withTarget(fleetTarget({ resource: 'nodes', view: 'table', columns: COLUMNS, filters }))
    .options(options)
    .overrides(
      // Public dashboards answer without the data source's browser part, which makes links of addresses elsewhere.
      LINKS.map((column) => ({
        matcher: { id: 'byName', options: column },
        properties: [{ id: 'links', value: [consoleLink(column)] }],
      }))
    );
}

const LINKS = ['sessionUrl', 'consoleUrl'];

/** What the map is made of, what the card of a node tells and what its menu leads to. */
const COLUMNS = [
  'nodeId',
  'name',
  OWNER,
  'provider',
  'accountName',
  'region',
  'platformName',
  'patchStatus',
  'criticalPatchCount',
  'missingCount',
  'failedCount',
  'patchAge',
  'associationStatus',
  'pingStatus',
  'lastPingAge',
  ...LINKS,
];
