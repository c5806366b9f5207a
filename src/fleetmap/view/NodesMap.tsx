import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import type { MapData } from '../data/mapInput';
import { cellOf, cellRect, groupIn, nodesIn } from '../layout/cells';
import { layoutMap } from '../layout/layoutMap';
import type { Layout, LayoutOptions, Picked } from '../model';
import { describeDetails } from '../words/describe';
import { aboutRoom, statesIn } from '../words/summary';
import { cardOf, type Pointed } from './cardOf';
import { groupActions } from './groupActions';
import { HoverCard } from './HoverCard';
import { linksOf } from './linksOf';
import { MapCanvas } from './MapCanvas';
import { NodeGrid, type GridHandle } from './NodeGrid';
import { NodeMenu } from './NodeMenu';
import { subjectOf } from './subjectOf';
import { useLens } from './useLens';
import type { useMapState } from './useMapState';
import { useMapTheme } from './useMapTheme';

interface Props {
  data: MapData;
  state: ReturnType<typeof useMapState>;
  shape: LayoutOptions['shape'];
  size: { width: number; height: number };
  /** Nodes keep their places for as long as this is the same. */
  arrangement: string;
  /** What the grid is called. */
  label: string;
  selected: string | null;
  onSelect(id: string): void;
  /** Told what the map has no room for. */
  onRoom(words: string[]): void;
  handle: Ref<MapHandle>;
}

export interface MapHandle {
  /** Leads the focus to the first of some nodes that is on the map, and opens the menu of one that is alone. */
  goTo(nodes: number[]): void;
}

/** What a menu is about, as it was when it was opened: a refresh may put another node into the cell. */
interface Opened {
  picked: Picked;
  /** One of several nodes that share the cell. */
  node?: number;
  layout: Layout;
  data: MapData;
  x: number;
  y: number;
  byKeys: boolean;
}

/** The picture, the grid for keys over it, the card of what is pointed at or in focus, and the menu of what was clicked. */
export function NodesMap({ data, state, shape, size, arrangement, label, selected, onSelect, onRoom, handle }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colors = useMapTheme();
  const { collapsed, zoom, seen } = state;
  const layout = useLayout(data, size, arrangement, shape, collapsed, zoom);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const around = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = size;
  const controls = useLens(frame, width, height);
  const { lens, reset, reveal } = controls;
  useEffect(reset, [reset, zoom, width, height]);

  const room = useMemo(() => aboutRoom(layout), [layout]);
  useEffect(() => onRoom(room), [room.join(' ')]); // eslint-disable-line react-hooks/exhaustive-deps -- by what it says
  useEffect(() => () => onRoom([]), [onRoom]);
  useGoneOnScroll(pointed !== null, setPointed);

  const selectedCells = useMemo(() => {
    const node = selected === null ? -1 : Array.prototype.indexOf.call(data.input.ids, selected);
    const cell = node < 0 ? -1 : cellOf(layout, node);
    return cell < 0 ? [] : [cell];
  }, [layout, data, selected]);

  const open = (picked: Picked, x: number, y: number, byKeys: boolean, node?: number) => {
    const nodes = node !== undefined ? [node] : picked.kind === 'cell' ? nodesIn(layout, picked.cell) : [];
    if (nodes.length === 1) {
      onSelect(data.input.ids[nodes[0]]);
    }
    setOpened({ picked, node, layout, data, x, y, byKeys });
  };
  const grid = useRef<GridHandle>(null);
  useImperativeHandle(handle, () => ({
    goTo: (nodes) => {
      const cells = nodes.map((node) => cellOf(layout, node)).filter((cell) => cell >= 0);
      const cell = cells.reduce((first, one) => Math.min(first, one), Infinity);
      const place = cell < Infinity && grid.current?.focus(cell);
      if (place && nodes.length === 1) {
        open({ kind: 'cell', cell }, place.left, place.bottom, true, nodes[0]);
      }
    },
  }));
  const focus = (focused: { cell: number; left: number; top: number } | null) => {
    if (focused) {
      reveal(cellRect(layout, focused.cell));
    }
    setPointed(focused);
  };
  const close = () => {
    if (opened?.byKeys) {
      around.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus({ preventScroll: true });
    }
    setOpened(null);
  };
  const card = pointed && !opened ? cardOf(pointed, layout, lens) : undefined;

  return (
    <div ref={around} tabIndex={-1} className={styles.around}>
      <MapCanvas
        layout={layout}
        theme={colors}
        seen={seen}
        selected={selectedCells}
        onHover={setPointed}
        onPick={(picked, x, y) => open(picked, x, y, false)}
        frame={frame}
        controls={controls}
      />
      <NodeGrid
        handle={grid}
        layout={layout}
        lens={lens}
        label={label}
        details={(cell) => describeDetails(data, nodesIn(layout, cell), theme)}
        onFocus={focus}
        onOpen={(cell, x, y) => open({ kind: 'cell', cell }, x, y, true)}
        onLeave={() => around.current?.focus()}
      />
      {lens.scale > 1 && (
        <div className={styles.reset}>
          <Button size="sm" variant="secondary" icon="search-minus" onClick={reset}>
            Reset zoom
          </Button>
        </div>
      )}
      {card && <HoverCard data={data} {...card} />}
      {opened && <Menu {...opened} state={state} onClose={close} />}
    </div>
  );
}

function Menu({
  data,
  layout,
  picked,
  node,
  x,
  y,
  state,
  onClose,
}: Opened & { state: Props['state']; onClose(): void }) {
  const { input } = data;
  const subject = node === undefined ? subjectOf(layout, picked) : { node };
  if (!subject) {
    return null;
  }
  const isNode = 'node' in subject;
  return (
    <NodeMenu
      title={isNode ? input.labels[subject.node] : subject.title}
      state={isNode ? input.fills[input.fillOf[subject.node]].text : statesIn(input.fills, subject.counts).join(', ')}
      x={x}
      y={y}
      links={isNode ? linksOf(data, subject.node) : []}
      actions={groupActions(layout, picked.kind === 'cell' ? groupIn(layout, picked.cell) : picked.group, state)}
      onClose={onClose}
    />
  );
}

/** A card hangs in the window, and what it is about scrolls away under it. */
function useGoneOnScroll(isShown: boolean, setPointed: (none: null) => void) {
  useEffect(() => {
    if (!isShown) {
      return;
    }
    const hide = () => setPointed(null);
    window.addEventListener('scroll', hide, true);
    return () => window.removeEventListener('scroll', hide, true);
  }, [isShown, setPointed]);
}

/** The layout, made from the one before of the same arrangement, so that nodes keep their places. */
function useLayout(
  { input }: MapData,
  { width, height }: Props['size'],
  arrangement: string,
  shape: LayoutOptions['shape'],
  collapsed: ReadonlySet<string>,
  zoom: string | null
): Layout {
  const previous = useRef<{ layout: Layout; arrangement: string }>(undefined);
  /* eslint-disable react-hooks/refs -- the layout before is where the next one starts from */
  const layout = useMemo(() => {
    const before = previous.current?.arrangement === arrangement ? previous.current.layout : undefined;
    return layoutMap(input, { width, height, shape, collapsed, zoom }, before);
  }, [input, width, height, arrangement, shape, collapsed, zoom]);
  /* eslint-enable react-hooks/refs */
  useEffect(() => {
    previous.current = { layout, arrangement };
  }, [layout, arrangement]);
  return layout;
}

const getStyles = (theme: GrafanaTheme2) => ({
  around: css({ position: 'absolute', inset: 0 }),
  // The button itself lets through what it lies on, which is cells of any colour here.
  reset: css({
    position: 'absolute',
    top: theme.spacing(0.5),
    right: theme.spacing(0.5),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
});
