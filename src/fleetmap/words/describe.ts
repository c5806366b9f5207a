import { groupIn, nodesIn } from '../layout/cells';
import type { Layout } from '../model';
import { nodes as nodesWord, plain } from './summary';

/** A cell in words, as a screen reader says it: who, in which state, where. */
export function describeCell(layout: Layout, cell: number): string {
  const { input, groups } = layout;
  const nodes = nodesIn(layout, cell);
  const where = groups[groupIn(layout, cell)]?.path.join(', ') ?? '';
  if (nodes.length === 1) {
    const [node] = nodes;
    return [input.labels[node], plain(input.fills[input.fillOf[node]].text), where].filter(Boolean).join('; ');
  }
  const worst = nodes.reduce((fill, node) => Math.min(fill, input.fillOf[node]), input.fills.length - 1);
  return [nodesWord(nodes.length), `worst: ${plain(input.fills[worst].text)}`, where].filter(Boolean).join('; ');
}
