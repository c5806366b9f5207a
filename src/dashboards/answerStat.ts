import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Filter, FleetQuery } from '../datasource/query';
import { GROUPED, fleetTarget } from './fleetTarget';

/** A figure of the answer row: what it is called, and whose nodes it counts. */
export interface Figure {
  name: string;
  filters?: Filter[];
  /** Colour when it is not zero; absent: plain text. A zero is plain too: green has to be earned by evidence. */
  alarm?: string;
}

/** A stat of one or two figures side by side, each a count of nodes, that leads to the nodes behind it. */
export function answerStat(title: string, figures: Figure[], common: Filter[], link: string): StatBuilder {
  const refIds = ['A', 'B', 'C'];
  const panel = baseStat(title, link);
  figures.forEach(({ filters = [] }, index) => {
    const query: Omit<FleetQuery, 'refId'> = { resource: 'nodes', view: 'count', filters: [...common, ...filters] };
    panel.withTarget(fleetTarget({ refId: refIds[index], ...query }));
  });
  return panel.overrides(
    figures.map(({ name, alarm }, index) => ({
      matcher: { id: 'byFrameRefID', options: refIds[index] },
      properties: [
        { id: 'displayName', value: name },
        ...(alarm
          ? [
              {
                id: 'thresholds',
                value: {
                  mode: 'absolute',
                  steps: [
                    { value: null, color: 'text' },
                    { value: 1, color: alarm },
                  ],
                },
              },
            ]
          : []),
      ],
    }))
  );
}

/** What the stats of the answer row have in common. */
export function baseStat(title: string, link: string): StatBuilder {
  return new StatBuilder()
    .title(title)
    .unit(GROUPED)
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .justifyMode(BigValueJustifyMode.Auto)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Vertical)
    .text(new VizTextDisplayOptionsBuilder().valueSize(24).titleSize(13))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
    .thresholds({ build: () => ({ mode: 'absolute' as never, steps: [{ value: null, color: 'text' }] }) })
    .links([new DashboardLinkBuilder('Show the nodes').type(DashboardLinkType.Link).url(link)]);
}
