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
import type { Resource } from '../schema/resource';
import { leadsTo, nodesWhere, type PanelLink } from './addresses';
import { GROUPED, fleetTarget } from './fleetTarget';

/** A figure of the answer row: what it is called, and what it counts. */
export interface Figure {
  name: string;
  filters?: Filter[];
  /** Colour when it is not zero; absent: plain text. A zero is plain too: green has to be earned by evidence. */
  alarm?: string;
}

/** What the figures of a stat count, and where they lead to. */
interface Counted {
  resource: Resource;
  link: (filters: Filter[]) => PanelLink;
}

const NODES: Counted = { resource: 'nodes', link: nodesWhere };

/** A stat of one or two figures side by side, each a count (of nodes unless it says otherwise), that leads to what it counts. */
export function answerStat(
  title: string,
  description: string,
  figures: Figure[],
  common: Filter[],
  { resource, link }: Counted = NODES
): StatBuilder {
  const refIds = ['A', 'B', 'C'];
  const panel = baseStat(title).description(description);
  figures.forEach(({ filters = [] }, index) => {
    const query: Omit<FleetQuery, 'refId'> = { resource, view: 'count', filters: [...common, ...filters] };
    panel.withTarget(fleetTarget({ refId: refIds[index], ...query }));
  });
  return panel.overrides(
    figures.map(({ name, filters = [], alarm }, index) => ({
      matcher: { id: 'byFrameRefID', options: refIds[index] },
      properties: [
        { id: 'displayName', value: name },
        leadsTo(link(filters)),
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
