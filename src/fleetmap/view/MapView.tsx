import { css } from '@emotion/css';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MapData } from '../data/mapInput';
import { cellOf, groupIn, nodesIn } from '../layout/cells';
import { layoutMap } from '../layout/layoutMap';
import type { Layout, LayoutOptions } from '../model';
import { aboutRoom, nodes as nodesWord } from '../words/summary';
import { HoverCard } from './HoverCard';
import { MapCanvas } from './MapCanvas';
import { mapTheme } from './mapTheme';
import { NodeGrid } from './NodeGrid';
import { linksOf, NodeMenu } from './NodeMenu';
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

type Opened = { x: number; y: number } & ({ cell: number } | { group: number });

/** The picture, the grid for keys over it, the card of the node under the pointer and the menu of what was clicked. */
export function MapView({ data, state, shape, size, label, selected, onSelect, onRoom }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const forcedColors = useForcedColors();
  const colors = useMemo(() => mapTheme(theme, forcedColors), [theme, forcedColors]);
  const { collapsed, zoom, seen } = state;
  const layout = useLayout(data, size, shape, collapsed, zoom);
  const [lens, setLens] = useState<Lens>({ scale: 1, left: 0, top: 0 });
  const [hovered, setHovered] = useState<{ cell: number; x: number; y: number } | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const around = useRef<HTMLDivElement>(null);

  const room = aboutRoom(layout);
  useEffect(() => onRoom(room), [room.join(' ')]); // eslint-disable-line react-hooks/exhaustive-deps -- by what it says
  useEffect(() => () => onRoom([]), [onRoom]);

  const selectedCells = useMemo(() => {
    const node = selected === null ? -1 : Array.prototype.indexOf.call(data.input.ids, selected);
    const cell = node < 0 ? -1 : cellOf(layout, node);
    return cell < 0 ? [] : [cell];
  }, [layout, data, selected]);

  const open = (cell: number, x: number, y: number) => {
    const nodes = nodesIn(layout, cell);
    if (nodes.length === 0) {
      return;
    }
    if (nodes.length === 1) {
      onSelect(data.input.ids[nodes[0]]);
    }
    setOpened({ cell, x, y });
  };
  const hoveredNodes = hovered && hovered.cell < layout.cellCount ? nodesIn(layout, hovered.cell) : [];

  return (
    <div ref={around} tabIndex={-1} className={styles.around}>
      <MapCanvas
        layout={layout}
        theme={colors}
        seen={seen}
        selected={selectedCells}
        onHover={setHovered}
        onPick={(picked, x, y) =>
          picked.kind === 'cell' ? open(picked.cell, x, y) : setOpened({ group: picked.group, x, y })
        }
        onLens={setLens}
      />
      <NodeGrid layout={layout} lens={lens} label={label} onOpen={open} onLeave={() => around.current?.focus()} />
      {hovered && !opened && hoveredNodes.length > 0 && (
        <HoverCard data={data} nodes={hoveredNodes} position={hovered} />
      )}
      {opened && <Menu data={data} layout={layout} state={state} opened={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Menu(props: Pick<Props, 'data' | 'state'> & { layout: Layout; opened: Opened; onClose(): void }) {
  const { data, state, layout, opened, onClose } = props;
  const nodes = 'cell' in opened ? nodesIn(layout, opened.cell) : [];
  const group = layout.groups['cell' in opened ? groupIn(layout, opened.cell) : opened.group];
  const single = nodes.length === 1;
  const name = group.path.at(-1);
  return (
    <NodeMenu
      title={single ? data.input.labels[nodes[0]] : (name ?? nodesWord(nodes.length))}
      x={opened.x}
      y={opened.y}
      links={single ? linksOf(data, nodes[0]) : []}
      actions={[
        ...(name !== undefined && state.zoom !== group.key
          ? [{ label: `Zoom into ${name}`, icon: 'search-plus' as const, run: () => state.setZoom(group.key) }]
          : []),
        ...(name !== undefined && !single
          ? [
              group.collapsed
                ? { label: `Expand ${name}`, icon: 'plus' as const, run: () => state.toggleGroup(group.key) }
                : { label: `Collapse ${name}`, icon: 'minus' as const, run: () => state.toggleGroup(group.key) },
            ]
          : []),
        ...(state.zoom !== null
          ? [{ label: 'Show all nodes', icon: 'search-minus' as const, run: () => state.setZoom(null) }]
          : []),
      ]}
      onClose={onClose}
    />
  );
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
