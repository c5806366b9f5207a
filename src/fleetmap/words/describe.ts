import type { GrafanaTheme2 } from '@grafana/data';
import type { MapData } from '../data/mapInput';
import { groupIn, nodesIn } from '../layout/cells';
import type { Layout } from '../model';
import { cut } from './cut';
import { factsOf } from './facts';
import { countAmong, nodes as nodesWord, plain, statesIn } from './summary';

/** A cell in words, as a screen reader says it: who, in which state, where. Each of them of any length. */
export function describeCell(layout: Layout, cell: number): string {
  const { input, groups } = layout;
  const nodes = nodesIn(layout, cell);
  const where = groups[groupIn(layout, cell)]?.path ?? [];
  const worst = nodes.reduce((fill, node) => Math.min(fill, input.fillOf[node]), input.fills.length - 1);
  const state = plain(input.fills[worst].text);
  const [who, how] =
    nodes.length === 1 ? [input.labels[nodes[0]], state] : [nodesWord(nodes.length), `worst: ${state}`];
  return [cut(who), cut(how), where.map(cut).join(', ')].filter(Boolean).join('; ');
}

/** What else is known of the nodes in a cell, as a card shows it: a node's facts, or how many are in which state. */
export function describeDetails(data: MapData, nodes: number[], theme: GrafanaTheme2): string {
  if (nodes.length === 1) {
    return factsOf(data, nodes[0], theme)
      .map(({ name, text }) => `${cut(name)}: ${cut(plain(text))}`)
      .join('; ');
  }
  return statesIn(data.input.fills, countAmong(data.input, nodes)).join(', ');
}
