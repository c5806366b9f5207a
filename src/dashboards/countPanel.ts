import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { Filter } from '../datasource/query';
import type { Status } from '../statuses';
import { leadsTo, nodesWhere, of, textOf } from './addresses';
import { GROUPED, fleetTarget } from './fleetTarget';
import { NONE_IN_WORDS } from './owner';
import { countOf } from './statusFields';

/** Names stand above their bars: beside them, Grafana cuts what takes more than a share of the panel's width. */
function bars(title: string): BarGaugeBuilder {
  return new BarGaugeBuilder()
    .title(title)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Top)
    .showUnfilled(false)
    .sizing(BarGaugeSizing.Manual)
    .minVizHeight(10)
    .maxVizHeight(40)
    .text(new VizTextDisplayOptionsBuilder().titleSize(12).valueSize(14))
    .unit(GROUPED)
    .min(0);
}

/** How many nodes there are in each status of a closed set, those of zero included. */
export function statusCounts(title: string, field: string, statuses: Status[], filters: Filter[]): BarGaugeBuilder {
  return bars(title)
    .withTarget(fleetTarget({ resource: 'nodes', view: 'count', groupBy: [field], pivot: field, filters }))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .overrides(
      statuses.map((status) => countOf(status, [leadsTo(nodesWhere([{ field, op: '=', value: status.value }]))]))
    );
}

/** How many nodes there are for each value of a field, the most first; or how many of those that fit. */
export function valueCounts(
  title: string,
  field: string,
  filters: Filter[],
  counted: Filter[] = [],
  color = 'blue'
): BarGaugeBuilder {
  return bars(title)
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'count',
        groupBy: [field],
        filters: [...filters, ...counted],
        orderBy: [{ field: 'count', desc: true }],
      })
    )
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(true).limit(6))
    .overrides([
      { matcher: { id: 'byName', options: field }, properties: [NONE_IN_WORDS] },
      {
        matcher: { id: 'byName', options: 'count' },
        properties: [
          { id: 'displayName', value: textOf(0) },
          { id: 'color', value: { mode: 'fixed', fixedColor: color } },
          leadsTo(nodesWhere([...counted, { field, op: '=', value: of(0) }])),
        ],
      },
    ]);
}
