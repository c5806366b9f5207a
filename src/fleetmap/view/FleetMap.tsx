import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useMemo, useRef, useState } from 'react';
import type { MapData } from '../data/mapInput';
import type { FleetMapOptions } from '../options';
import { countFills, nodes, summarize } from '../words/summary';
import { progressOf } from '../words/empty';
import { Legend } from './Legend';
import { MapView } from './MapView';
import { NodesTable } from './NodesTable';
import { Remarks } from './Remarks';
import { Toolbar } from './Toolbar';
import { useMapState } from './useMapState';
import { useSize } from './useSize';

interface Props {
  data: MapData;
  options: FleetMapOptions;
  width: number;
  height: number;
  /** What has come so far, while an answer is on its way. */
  loading: DataFrame[] | null;
  remarks: string[];
  /** Identity of the selected node. */
  selected: string | null;
  onSelect(id: string): void;
}

/** Below this there is room for cells and nothing around them. */
const ROOMY = { width: 220, height: 140 };

/** The map with what stands around it: search, the way back, the legend, remarks; or the same nodes as a table. */
export function FleetMap({ data, options, width, height, loading, remarks, selected, onSelect }: Props) {
  const styles = useStyles2(getStyles);
  const { input } = data;
  const state = useMapState(input);
  const { hidden, found, seen, zoom } = state;
  const [mode, setMode] = useState<'map' | 'table'>('map');
  const [aboutLayout, setAboutLayout] = useState<string[]>([]);
  const body = useRef<HTMLDivElement>(null);
  const size = useSize(body);
  const counts = useMemo(() => countFills(input), [input]);
  const isRoomy = width >= ROOMY.width && height >= ROOMY.height;
  const summary = summarize(input, counts, hidden, found);
  const said = [...(loading ? [`Loading${progressOf(loading)}`] : []), ...remarks, ...aboutLayout];
  const allHidden = counts.every((count, fill) => count === 0 || hidden.has(fill));

  return (
    <section className={styles.panel} style={{ width, height }} aria-label="Fleet map">
      <p role="status" className={styles.unseen}>
        {loading ? '' : summary}
      </p>
      {isRoomy && (options.showSearch || zoom) && (
        <Toolbar state={state} showSearch={options.showSearch} mode={mode} onMode={setMode} total={input.count} />
      )}
      <div ref={body} className={styles.body}>
        {size.width > 0 &&
          size.height > 0 &&
          (mode === 'map' ? (
            <MapView
              data={data}
              state={state}
              shape={options.shape}
              size={size}
              label={nodes(input.count)}
              selected={selected}
              onSelect={onSelect}
              onRoom={setAboutLayout}
            />
          ) : (
            <NodesTable table={data.table} nodes={nodesLeft(data, seen)} width={size.width} height={size.height} />
          ))}
        {allHidden && (
          <p className={styles.note}>All nodes are hidden by the legend. Choose Show all to see them again.</p>
        )}
        {!isRoomy && said.length > 0 && <p className={styles.unseen}>{said.join(' ')}</p>}
      </div>
      {isRoomy && options.showLegend && (
        <Legend
          fills={input.fills}
          counts={counts}
          hidden={hidden}
          onToggle={state.toggleFill}
          onShowAll={state.showAllFills}
        />
      )}
      {isRoomy && said.length > 0 && <Remarks remarks={said} />}
    </section>
  );
}

function nodesLeft({ input }: MapData, { hidden, matches }: { hidden: ReadonlySet<number>; matches?: Uint8Array }) {
  return Array.from(input.rowOf, (_, node) => node).filter(
    (node) => !hidden.has(input.fillOf[node]) && (!matches || matches[node] === 1)
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), overflow: 'hidden' }),
  body: css({ position: 'relative', flex: 1, minHeight: 0, overflow: 'hidden' }),
  note: css({
    position: 'absolute',
    inset: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    pointerEvents: 'none',
    color: theme.colors.text.primary,
  }),
  unseen: css({
    position: 'absolute',
    width: 1,
    height: 1,
    margin: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
