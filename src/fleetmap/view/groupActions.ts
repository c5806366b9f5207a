import type { Layout } from '../model';
import { cut } from '../words/cut';
import type { MapAction } from './NodeMenu';
import type { useMapState } from './useMapState';

type State = Pick<ReturnType<typeof useMapState>, 'zoom' | 'setZoom' | 'toggleGroup'>;

/**
 * What can be done with a group and with those around it, the innermost first: by keys a group is reached through its nodes,
 * as its title has no place of its own in the grid.
 */
export function groupActions(layout: Layout, group: number, { zoom, setZoom, toggleGroup }: State): MapAction[] {
  const actions: MapAction[] = [];
  for (let index = group; index >= 0; index = layout.groups[index].parent) {
    const { key, path, collapsed } = layout.groups[index];
    const name = path.at(-1);
    if (name !== undefined && key !== zoom) {
      actions.push(
        { label: `Zoom into ${cut(name)}`, icon: 'search-plus', run: () => setZoom(key) },
        collapsed
          ? { label: `Expand ${cut(name)}`, icon: 'plus', run: () => toggleGroup(key) }
          : { label: `Collapse ${cut(name)}`, icon: 'minus', run: () => toggleGroup(key) }
      );
    }
  }
  return zoom === null
    ? actions
    : [...actions, { label: 'Show all nodes', icon: 'search-minus', run: () => setZoom(null) }];
}
