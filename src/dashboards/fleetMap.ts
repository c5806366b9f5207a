import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import type { FleetMapOptions } from '../fleetmap/options';
import fleetMapPlugin from '../fleetmap/plugin.json';
import { fleetTarget } from './fleetTarget';

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
    .withTarget(fleetTarget({ resource: 'nodes', view: 'table', columns: COLUMNS, filters }))
    .options(options)
    .overrides([
      {
        // The name leads to the node's dashboard; what acts on the node is a console's.
        matcher: { id: 'byName', options: 'nodeId' },
        properties: [
          {
            id: 'links',
            value: [
              { title: 'Start session', url: awsConsole('session-manager/${__data.fields.nodeId}'), targetBlank: true },
              {
                title: 'Fleet Manager',
                url: awsConsole('fleet-manager/managed-nodes/${__data.fields.nodeId}/general'),
                targetBlank: true,
              },
            ],
          },
        ],
      },
    ]);
}

/** What the card of a node tells, and what the map is made of. */
const COLUMNS = [
  'nodeId',
  'name',
  'provider',
  'accountName',
  'region',
  'platformName',
  'patchStatus',
  'missingCount',
  'failedCount',
  'patchAge',
  'associationStatus',
  'pingStatus',
  'lastPingAge',
];

function awsConsole(path: string): string {
  const region = '${__data.fields.region}';
  return `https://${region}.console.aws.amazon.com/systems-manager/${path}?region=${region}`;
}
