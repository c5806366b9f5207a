import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import type { Filter } from '../datasource/query';
import type { Status } from '../statuses';
import { fleetTarget } from './fleetTarget';
import { countOf } from './statusFields';

function bars(title: string): BarGaugeBuilder {
  return new BarGaugeBuilder()
    .title(title)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Left)
    .showUnfilled(false)
    .sizing(BarGaugeSizing.Manual)
    .minVizHeight(14)
    .maxVizHeight(22)
    .unit('short')
    .decimals(0)
    .min(0);
}

/** How many nodes there are in each status of a closed set, those of zero included. */
export function statusCounts(title: string, field: string, statuses: Status[], filters: Filter[]): BarGaugeBuilder {
  return bars(title)
    .withTarget(fleetTarget({ resource: 'nodes', view: 'count', groupBy: [field], pivot: field, filters }))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('/^(?!total$).*$/').values(false))
    .overrides(statuses.map((status) => countOf(status)));
}

/** How many nodes there are for each value of a field that may have any. */
export function valueCounts(title: string, field: string, filters: Filter[]): BarGaugeBuilder {
  return bars(title)
    .withTarget(fleetTarget({ resource: 'nodes', view: 'count', groupBy: [field], filters }))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(true).limit(12).fields('/^count$/'))
    .overrides([
      {
        matcher: { id: 'byName', options: 'count' },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'blue' } }],
      },
    ]);
}
