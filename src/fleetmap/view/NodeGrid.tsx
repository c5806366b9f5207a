import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { groupBy } from 'lodash';
import { useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { cellRect, groupIn, nodesIn } from '../layout/cells';
import { neighbour } from '../layout/neighbour';
import type { Direction, Layout } from '../model';
import { describeCell } from '../words/describe';
import { cut } from './cut';
import type { Lens } from './useMapView';

interface Props {
  layout: Layout;
  lens: Lens;
  label: string;
  onOpen(cell: number, x: number, y: number): void;
  onLeave(): void;
}

const KEYS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageDown: 'nextGroup',
  PageUp: 'previousGroup',
  Home: 'first',
  End: 'last',
};
const DIRECTIONS = [...new Set(Object.values(KEYS))];

/**
 * The map for keys and assistive technology: a grid with a row for each group, of which the page holds the cell in focus
 * and those that a key leads to. It lies over the canvas, so that the ring of the focus is around the cell.
 */
export function NodeGrid({ layout, lens, label, onOpen, onLeave }: Props) {
  const styles = useStyles2(getStyles);
  const grid = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  const [chosen, setChosen] = useState(-1);
  const first = neighbour(layout, 0, 'first');
  const active = chosen >= 0 && chosen < layout.cellCount && nodesIn(layout, chosen).length > 0 ? chosen : first;

  useLayoutEffect(() => {
    if (focused.current) {
      grid.current?.querySelector<HTMLElement>(`[data-cell="${active}"]`)?.focus({ preventScroll: true });
    }
  }, [active, layout]);

  const press = (event: KeyboardEvent) => {
    const direction = KEYS[event.key];
    if (direction) {
      setChosen(neighbour(layout, active, direction));
    } else if (event.key === 'Enter' || event.key === ' ') {
      const { left, bottom } = event.currentTarget.querySelector(`[data-cell="${active}"]`)!.getBoundingClientRect();
      onOpen(active, left, bottom);
    } else if (event.key === 'Escape') {
      focused.current = false;
      onLeave();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const present = [...new Set([active, ...DIRECTIONS.map((direction) => neighbour(layout, active, direction))])]
    .filter((cell) => nodesIn(layout, cell).length > 0)
    .sort((a, b) => a - b);
  const leaves = layout.groups.flatMap(({ grid: ofGroup }, group) => (ofGroup ? [group] : []));
  const rows = Object.entries(groupBy(present, (cell) => groupIn(layout, cell)));

  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={leaves.length}
      aria-readonly
      className={styles.grid}
      onKeyDown={press}
      onFocus={() => (focused.current = true)}
      onBlur={({ relatedTarget }) => (focused.current = relatedTarget === null && focused.current)}
    >
      {rows.map(([group, cells]) => (
        <div key={group} role="row" aria-rowindex={leaves.indexOf(Number(group)) + 1}>
          {cells.map((cell) => (
            <div
              key={cell}
              role="gridcell"
              aria-colindex={cell - layout.groups[Number(group)].grid!.firstCell + 1}
              data-cell={cell}
              tabIndex={cell === active ? 0 : -1}
              className={styles.cell}
              style={placeOf(layout, cell, lens)}
              aria-label={cut(describeCell(layout, cell))}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function placeOf(layout: Layout, cell: number, { scale, left, top }: Lens): CSSProperties {
  const { x, y, width, height } = cellRect(layout, cell);
  return { left: (x - left) * scale, top: (y - top) * scale, width: width * scale, height: height * scale };
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ position: 'absolute', inset: 0, overflow: 'hidden', pointerEvents: 'none' }),
  cell: css({
    position: 'absolute',
    '&:focus': {
      outline: `2px solid ${theme.colors.text.maxContrast}`,
      boxShadow: `0 0 0 4px ${theme.colors.background.primary}`,
      outlineOffset: 1,
    },
  }),
});
