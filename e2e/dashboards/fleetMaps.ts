import {
  DashboardBuilder,
  type GridPos,
  type PanelBuilder,
  TextBoxVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { fleetMap } from '../../src/dashboards/fleetMap';
import { fleetTarget } from '../../src/dashboards/fleetTarget';
import { sourceVariable } from '../../src/dashboards/variables';
import type { FleetMapOptions } from '../../src/fleetmap/options';

export const FLEET_MAPS_UID = 'fleet-maps';

/** Fleet maps with options that no bundled dashboard sets. */
export function fleetMaps() {
  return new DashboardBuilder('Fleet maps')
    .uid(FLEET_MAPS_UID)
    .variables([sourceVariable(), new TextBoxVariableBuilder('node').label('Node')])
    .withPanel(mapWith(1, 'Sets a variable', { selectionVariable: 'node' }).gridPos(at(0, 0, 14, 14)))
    .withPanel(mapWith(2, 'Hexagons', { shape: 'hexagon' }).gridPos(at(0, 14, 23, 14)))
    .withPanel(mapWith(3, '', {}).gridPos(at(23, 14, 1, 1)))
    .withPanel(
      new TableBuilder()
        .id(4)
        .title('Chosen node')
        .withTarget(
          fleetTarget({
            resource: 'nodes',
            view: 'table',
            columns: ['nodeId', 'name', 'region'],
            filters: [{ field: 'nodeId', op: '=', value: '$node' }],
          })
        )
        .gridPos(at(14, 0, 10, 14))
    )
    .build();
}

function mapWith(id: number, title: string, options: Partial<FleetMapOptions>): PanelBuilder {
  const map = fleetMap([]);
  return map
    .id(id)
    .title(title)
    .options({ ...(map.build().options as object), ...options });
}

function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h };
}
