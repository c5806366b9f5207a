import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { groupBy } from 'lodash';
import {
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { flushSync } from 'react-dom';
import { cellOf, cellRect, groupIn, nodesIn } from '../layout/cells';
import { placesIn } from '../layout/grid';
import { neighbour } from '../layout/neighbour';
import type { Direction, Layout } from '../model';
import { cut } from '../words/cut';
import { describeCell } from '../words/describe';
import { clipped } from './clipped';
import type { Lens } from './useLens';

interface Props {
  handle: Ref<GridHandle>;
  layout: Layout;
  lens: Lens;
  label: string;
  /** What else there is to know of a cell, in words. */
  details(cell: number): string;
  /** Told of the cell in focus, and where in the window the map begins; null when the focus has gone. */
  onFocus(focused: { cell: number; left: number; top: number } | null): void;
  onOpen(cell: number, x: number, y: number): void;
  onLeave(): void;
}

export interface GridHandle {
  /** Leads the focus to a cell; where that is in the window then. */
  focus(cell: number): DOMRect;
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
export function NodeGrid({ handle, layout, lens, label, details, onFocus, onOpen, onLeave }: Props) {
  const styles = useStyles2(getStyles);
  const grid = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  const [active, setActive] = useActiveCell(layout);

  useLayoutEffect(() => {
    if (focused.current) {
      grid.current?.querySelector<HTMLElement>(`[data-cell="${active}"]`)?.focus({ preventScroll: true });
    }
  }, [active, layout]);

  useImperativeHandle(handle, () => ({
    focus: (cell) => {
      // At once, so that the cell is in the page, and in view where the map is magnified.
      flushSync(() => setActive(cell));
      const element = grid.current!.querySelector<HTMLElement>(`[data-cell="${cell}"]`)!;
      flushSync(() => element.focus({ preventScroll: true }));
      return element.getBoundingClientRect();
    },
  }));

  const press = (event: KeyboardEvent) => {
    const direction = KEYS[event.key];
    if (direction) {
      setActive(neighbour(layout, active, direction));
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
  const enter = ({ currentTarget, target }: FocusEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    focused.current = true;
    onFocus({ cell: Number(target.getAttribute('data-cell')), left, top });
  };
  const leave = ({ relatedTarget }: FocusEvent) => {
    // A cell that is taken out of the page while it has the focus leaves it to nobody: it goes to the cell that is active now.
    focused.current &&= relatedTarget === null;
    onFocus(null);
  };

  // Not again for every move of the pointer, which renders what is around.
  const { leaves, rows } = useMemo(() => partAround(layout, active), [layout, active]);

  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={leaves.length}
      aria-colcount={leaves.reduce((most, { places }) => Math.max(most, places), 0)}
      aria-readonly
      className={styles.grid}
      onKeyDown={press}
      onFocus={enter}
      onBlur={leave}
    >
      {rows.map(([group, cells]) => (
        <div
          key={group}
          role="row"
          aria-label={layout.groups[Number(group)].path.map(cut).join(', ') || undefined}
          aria-rowindex={leaves.findIndex(({ index }) => index === Number(group)) + 1}
        >
          {cells.map((cell) => (
            <div
              key={cell}
              role="gridcell"
              aria-colindex={cell - layout.groups[Number(group)].grid!.firstCell + 1}
              aria-haspopup="menu"
              data-cell={cell}
              tabIndex={cell === active ? 0 : -1}
              className={styles.cell}
              style={placeOf(layout, cell, lens)}
              aria-label={describeCell(layout, cell)}
              aria-description={cell === active ? details(cell) : undefined}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The cell in focus and those that a key leads to, by their groups, and all groups that are rows. */
function partAround(layout: Layout, active: number) {
  const present = [...new Set([active, ...DIRECTIONS.map((direction) => neighbour(layout, active, direction))])]
    .filter((cell) => nodesIn(layout, cell).length > 0)
    .sort((a, b) => a - b);
  return {
    leaves: layout.groups.flatMap(({ grid }, index) => (grid ? [{ index, places: placesIn(grid) }] : [])),
    rows: Object.entries(groupBy(present, (cell) => groupIn(layout, cell))),
  };
}

/** The one cell that Tab leads to. It stays on its node, wherever a new layout puts that. */
function useActiveCell(layout: Layout): [number, (cell: number) => void] {
  const [chosen, setChosen] = useState(() => ({ layout, cell: neighbour(layout, 0, 'first') }));
  const cell = chosen.layout === layout ? chosen.cell : follow(chosen.layout, chosen.cell, layout);
  if (chosen.layout !== layout) {
    setChosen({ layout, cell });
  }
  return [cell, (to) => setChosen({ layout, cell: to })];
}

function follow(before: Layout, cell: number, now: Layout): number {
  const [node] = nodesIn(before, cell);
  const same = Array.prototype.indexOf.call(now.input.ids, before.input.ids[node]);
  const place = same < 0 ? -1 : cellOf(now, same);
  return place < 0 ? neighbour(now, 0, 'first') : place;
}

function placeOf(layout: Layout, cell: number, { scale, left, top }: Lens): CSSProperties {
  const { x, y, width, height } = cellRect(layout, cell);
  return { left: (x - left) * scale, top: (y - top) * scale, width: width * scale, height: height * scale };
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ position: 'absolute', inset: 0, pointerEvents: 'none', ...clipped }),
  cell: css({
    position: 'absolute',
    '&:focus': {
      outline: `2px solid ${theme.colors.text.maxContrast}`,
      boxShadow: `0 0 0 4px ${theme.colors.background.primary}`,
      outlineOffset: 1,
    },
  }),
});
