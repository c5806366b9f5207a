import { css } from '@emotion/css';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MapData } from '../data/mapInput';
import { cellOf, groupIn, nodesIn } from '../layout/cells';
import { layoutMap } from '../layout/layoutMap';
import type { Layout, LayoutOptions, Picked } from '../model';
import { describeDetails } from '../words/describe';
import { aboutRoom, countAmong, nodes as nodesWord, statesIn } from '../words/summary';
import { groupActions } from './groupActions';
import { HoverCard, type Subject } from './HoverCard';
import { linksOf } from './linksOf';
import { MapCanvas } from './MapCanvas';
import { mapTheme } from './mapTheme';
import { NodeGrid } from './NodeGrid';
import { NodeMenu } from './NodeMenu';
import { useForcedColors } from './useForcedColors';
import type { useMapState } from './useMapState';
import type { Lens } from './useMapView';

interface Props {
  data: MapData;
  state: ReturnType<typeof useMapState>;
  shape: LayoutOptions['shape'];
  size: { width: number; height: number };
  /** What the grid is called. */
  label: string;
  selected: string | null;
  onSelect(id: string): void;
  /** Told what the map has no room for. */
  onRoom(words: string[]): void;
}

/** What a menu is about, as it was when it was opened: a refresh may put another node into the cell. */
interface Opened {
  picked: Picked;
  layout: Layout;
  data: MapData;
  x: number;
  y: number;
  byKeys: boolean;
}

/** What a card is about, and where it hangs. */
interface Pointed {
  picked: Picked;
  x: number;
  y: number;
}

/** The picture, the grid for keys over it, the card of what is pointed at or in focus, and the menu of what was clicked. */
export function MapView({ data, state, shape, size, label, selected, onSelect, onRoom }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const forcedColors = useForcedColors();
  const colors = useMemo(() => mapTheme(theme, forcedColors), [theme, forcedColors]);
  const { collapsed, zoom, seen } = state;
  const layout = useLayout(data, size, shape, collapsed, zoom);
  const [lens, setLens] = useState<Lens>({ scale: 1, left: 0, top: 0 });
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const around = useRef<HTMLDivElement>(null);

  const room = aboutRoom(layout);
  useEffect(() => onRoom(room), [room.join(' ')]); // eslint-disable-line react-hooks/exhaustive-deps -- by what it says
  useEffect(() => () => onRoom([]), [onRoom]);
  useGoneOnScroll(pointed !== null, setPointed);

  const selectedCells = useMemo(() => {
    const node = selected === null ? -1 : Array.prototype.indexOf.call(data.input.ids, selected);
    const cell = node < 0 ? -1 : cellOf(layout, node);
    return cell < 0 ? [] : [cell];
  }, [layout, data, selected]);

  const open = (picked: Picked, x: number, y: number, byKeys: boolean) => {
    const nodes = picked.kind === 'cell' ? nodesIn(layout, picked.cell) : [];
    if (nodes.length === 1) {
      onSelect(data.input.ids[nodes[0]]);
    }
    setOpened({ picked, layout, data, x, y, byKeys });
  };
  const close = () => {
    if (opened?.byKeys) {
      around.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus({ preventScroll: true });
    }
    setOpened(null);
  };
  const subject = pointed && !opened ? subjectOf(layout, pointed.picked) : undefined;

  return (
    <div ref={around} tabIndex={-1} className={styles.around}>
      <MapCanvas
        layout={layout}
        theme={colors}
        seen={seen}
        selected={selectedCells}
        onHover={setPointed}
        onPick={(picked, x, y) => open(picked, x, y, false)}
        onLens={setLens}
      />
      <NodeGrid
        layout={layout}
        lens={lens}
        label={label}
        details={(cell) => describeDetails(data, nodesIn(layout, cell), theme)}
        onFocus={(focused) => setPointed(focused && { ...focused, picked: { kind: 'cell', cell: focused.cell } })}
        onOpen={(cell, x, y) => open({ kind: 'cell', cell }, x, y, true)}
        onLeave={() => around.current?.focus()}
      />
      {pointed && subject && <HoverCard data={data} subject={subject} position={pointed} />}
      {opened && <Menu {...opened} state={state} onClose={close} />}
    </div>
  );
}

function Menu({ data, layout, picked, x, y, state, onClose }: Opened & { state: Props['state']; onClose(): void }) {
  const { input } = data;
  const subject = subjectOf(layout, picked);
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

/** What a card or a menu tells of something on the map; nothing where the layout has changed and it is no more. */
function subjectOf(layout: Layout, picked: Picked): Subject | undefined {
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

/** The layout, made from the one before so that nodes keep their places. */
function useLayout(
  { input }: MapData,
  { width, height }: Props['size'],
  shape: LayoutOptions['shape'],
  collapsed: ReadonlySet<string>,
  zoom: string | null
): Layout {
  const previous = useRef<Layout>(undefined);
  const layout = useMemo(
    // eslint-disable-next-line react-hooks/refs -- the layout before is where the next one starts from
    () => layoutMap(input, { width, height, shape, collapsed, zoom }, previous.current),
    [input, width, height, shape, collapsed, zoom]
  );
  useEffect(() => {
    previous.current = layout;
  }, [layout]);
  return layout;
}

const getStyles = () => ({ around: css({ position: 'absolute', inset: 0 }) });
