import { css } from '@emotion/css';
import type { GrafanaTheme2, LinkModel } from '@grafana/data';
import { ContextMenu, linkModelToContextMenuItems, Menu, MenuItem, useStyles2 } from '@grafana/ui';
import { cut } from '../words/cut';

/** A move of the map itself. */
export interface MapAction {
  label: string;
  icon: 'search-plus' | 'search-minus' | 'minus' | 'plus';
  run(): void;
}

interface Props {
  title: string;
  /** How it is, in words: what a reader without a pointer to hover with gets to know of it. */
  state: string;
  /** Where it opens, in the window. */
  x: number;
  y: number;
  links: LinkModel[];
  actions: MapAction[];
  onClose(): void;
}

/** What can be done with a node or a group: its data links, and the map's own moves. */
export function NodeMenu({ title, state, x, y, links, actions, onClose }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ContextMenu
      x={x}
      y={y}
      onClose={onClose}
      renderHeader={() => (
        <div className={styles.header}>
          <div className={styles.title}>{cut(title)}</div>
          <div className={styles.state}>{cut(state)}</div>
        </div>
      )}
      renderMenuItems={() => (
        <>
          {linkModelToContextMenuItems(() => links).map((item, index) => (
            <MenuItem key={index} role="menuitem" {...item} label={cut(item.label)} ariaLabel={cut(item.label)} />
          ))}
          {links.length > 0 && actions.length > 0 && <Menu.Divider />}
          {actions.map(({ label, icon, run }, index) => (
            <MenuItem key={index} label={label} icon={icon} onClick={run} />
          ))}
        </>
      )}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ padding: theme.spacing(1, 1.5), maxWidth: 360, overflowWrap: 'anywhere' }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  state: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
