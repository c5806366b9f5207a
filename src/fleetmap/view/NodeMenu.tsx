import { ContextMenu, linkModelToContextMenuItems, MenuGroup, MenuItem } from '@grafana/ui';
import type { LinkModel } from '@grafana/data';
import type { MapData } from '../data/mapInput';
import { cut } from './cut';

interface Props {
  title: string;
  /** Where it opens, in the window. */
  x: number;
  y: number;
  links: LinkModel[];
  actions: Array<{ label: string; icon: 'search-plus' | 'search-minus' | 'minus' | 'plus'; run(): void }>;
  onClose(): void;
}

/** What can be done with a node or a group: its data links, and the map's own moves. */
export function NodeMenu({ title, x, y, links, actions, onClose }: Props) {
  return (
    <ContextMenu
      x={x}
      y={y}
      onClose={onClose}
      renderMenuItems={() => (
        <MenuGroup label={cut(title)} ariaLabel={cut(title)}>
          {linkModelToContextMenuItems(() => links).map((item, index) => (
            <MenuItem key={`link ${index}`} role="menuitem" {...item} />
          ))}
          {actions.map(({ label, icon, run }) => (
            <MenuItem key={label} label={label} icon={icon} onClick={run} />
          ))}
        </MenuGroup>
      )}
    />
  );
}

/** A node's data links, each once: several fields may lead to the same place. */
export function linksOf({ table }: MapData, node: number): LinkModel[] {
  const links = new Map<string, LinkModel>();
  for (const column of table.columns) {
    const origin = column.origin(node);
    for (const link of origin?.field.getLinks?.({ valueRowIndex: origin.row }) ?? []) {
      links.set(`${link.title} ${link.href}`, link);
    }
  }
  return [...links.values()];
}
