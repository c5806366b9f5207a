import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Filter, FleetQuery } from '../datasource/query';
import { leadsTo, nodesWhere } from './addresses';
import { GROUPED, fleetTarget } from './fleetTarget';

/** A figure of the answer row: what it is called, and whose nodes it counts. */
export interface Figure {
  name: string;
  filters?: Filter[];
  /** Colour when it is not zero; absent: plain text. A zero is plain too: green has to be earned by evidence. */
  alarm?: string;
}

/** A stat of one or two figures side by side, each a count of nodes, that leads to exactly those nodes. */
export function answerStat(title: string, description: string, figures: Figure[], common: Filter[]): StatBuilder {
  const refIds = ['A', 'B', 'C'];
  const panel = baseStat(title).description(description);
  figures.forEach(({ filters = [] }, index) => {
    const query: Omit<FleetQuery, 'refId'> = { resource: 'nodes', view: 'count', filters: [...common, ...filters] };
    panel.withTarget(fleetTarget({ refId: refIds[index], ...query }));
  });
  return panel.overrides(
    figures.map(({ name, filters = [], alarm }, index) => ({
      matcher: { id: 'byFrameRefID', options: refIds[index] },
      properties: [
        { id: 'displayName', value: name },
        leadsTo(nodesWhere(filters)),
        ...(alarm ? [alarmAboveZero(alarm)] : []),
      ],
    }))
  );
}

/** An override's property: plain while it is zero, in this colour above. */
export function alarmAboveZero(color: string) {
  const steps = [
    { value: null, color: 'text' },
    { value: 1, color },
  ];
  return { id: 'thresholds', value: { mode: 'absolute', steps } };
}

/** What the stats of the answer row have in common. */
export function baseStat(title: string): StatBuilder {
  return new StatBuilder()
    .title(title)
    .unit(GROUPED)
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .justifyMode(BigValueJustifyMode.Auto)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Vertical)
    .wideLayout(false)
    .text(new VizTextDisplayOptionsBuilder().valueSize(24).titleSize(13))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
    .thresholds({ build: () => ({ mode: 'absolute' as never, steps: [{ value: null, color: 'text' }] }) });
}
