import { groupIn, nodesIn } from '../layout/cells';
import type { Layout, Picked } from '../model';
import { countAmong, nodes as nodesWord } from '../words/summary';

/** What a card or a menu is about: one node, or several with how many of them have each fill. */
export type Subject = { node: number } | { title: string; counts: ArrayLike<number>; hint?: string };

/** What a card or a menu tells of something on the map; nothing where the layout has changed and it is no more. */
export function subjectOf(layout: Layout, picked: Picked): Subject | undefined {
  const { input, groups } = layout;
  if (picked.kind === 'title') {
    const group = groups[picked.group];
    return group && { title: group.path.join(', '), counts: group.countByFill, hint: 'Click to zoom in or collapse' };
  }
  const nodes = picked.cell < layout.cellCount ? nodesIn(layout, picked.cell) : [];
  if (nodes.length === 1) {
    return { node: nodes[0] };
  }
  const { collapsed, path, key } = groups[groupIn(layout, picked.cell)];
  return nodes.length > 0
    ? {
        title: collapsed ? path.join(', ') : nodesWord(nodes.length),
        counts: countAmong(input, nodes),
        hint: path.length > 0 && key !== layout.options.zoom ? 'Click to zoom in' : undefined,
      }
    : undefined;
}
