import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { sum } from 'lodash';
import { useMemo, useRef, useState, type ComponentProps } from 'react';
import type { MapData } from '../data/mapInput';
import { searchNodes } from '../data/search';
import type { FleetMapOptions } from '../options';
import { cut } from '../words/cut';
import { progressOf } from '../words/empty';
import { countFills, nodes, summarize } from '../words/summary';
import { Choices } from './Choices';
import { Legend } from './Legend';
import { NodesMap, type MapHandle } from './NodesMap';
import { NodesTable } from './NodesTable';
import { Toolbar } from './Toolbar';
import { nodesLeft, useMapState } from './useMapState';
import { clipped } from './clipped';
import { useSize } from './useSize';

interface Props {
  data: MapData;
  /** With what the viewer has chosen. */
  options: FleetMapOptions;
  choices: ComponentProps<typeof Choices>['choices'];
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
export function FleetMap({ data, options, choices, width, height, loading, remarks, selected, onSelect }: Props) {
  const styles = useStyles2(getStyles);
  const { input } = data;
  const state = useMapState(input, data.roles.fill?.name);
  const { hidden, path, inside } = state;
  const [mode, setMode] = useState<'map' | 'table'>('map');
  const [aboutLayout, setAboutLayout] = useState<string[]>([]);
  const body = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);
  const size = useSize(body);
  const counts = useMemo(() => countFills(input, inside), [input, inside]);
  const total = sum(counts);
  const isRoomy = width >= ROOMY.width && height >= ROOMY.height;
  // Grafana's own loading bar says that something is on its way; how far it is, only the data knows.
  const progress = loading ? progressOf(loading) : '';
  const said = [...remarks, ...(mode === 'map' ? aboutLayout : [])];
  const words = [summarize(input, counts, state), ...said].join(' ');
  const announced = useSettled(words, loading !== null);
  // Places among a part of the fleet mean nothing in the whole, nor do those of another order.
  const { identity, orderBy, orderDescending, fillBy } = options;
  const arrangement = JSON.stringify([identity, orderBy, orderDescending, fillBy, progress]);
  const hasToolbar = isRoomy && (options.showSearch || options.showChoices || path.length > 0 || said.length > 0);
  const goToFound = () => {
    // Not the matches on display, which may lag behind fast fingers.
    const found = searchNodes(input, state.search);
    if (found) {
      map.current?.goTo(nodesLeft(input, { hidden, matches: found.matches }, inside));
    }
  };
  const isAllHidden = counts.every((count, fill) => count === 0 || hidden.has(fill));

  return (
    <section
      className={styles.panel}
      style={{ width, height }}
      aria-label="Fleet map"
      title={isRoomy ? undefined : `${cut(words)} ${MAKE_BIGGER}`}
    >
      <p role="status" className={styles.unseen}>
        {announced}
      </p>
      {hasToolbar && (
        <Toolbar
          state={state}
          showSearch={options.showSearch}
          onGo={goToFound}
          choices={options.showChoices && <Choices data={data} choices={choices} />}
          mode={mode}
          onMode={setMode}
          total={total}
          remarks={[...(progress ? [`Loading${progress}`] : []), ...said]}
        />
      )}
      <div ref={body} className={styles.body}>
        {size.width > 0 &&
          size.height > 0 &&
          (mode === 'map' ? (
            <NodesMap
              data={data}
              state={state}
              shape={options.shape}
              size={size}
              arrangement={arrangement}
              label={nodes(total)}
              selected={selected}
              onSelect={onSelect}
              onRoom={setAboutLayout}
              handle={map}
            />
          ) : (
            <NodesTable data={data} state={state} width={size.width} height={size.height} />
          ))}
        {isAllHidden && (
          <p className={styles.note}>All nodes are hidden by the legend. Choose Show all to see them again.</p>
        )}
      </div>
      {isRoomy && options.showLegend && (
        <Legend
          fills={input.fills}
          counts={counts}
          hidden={hidden}
          onIsolate={state.isolateFill}
          onToggle={state.toggleFill}
          onShowAll={state.showAllFills}
        />
      )}
    </section>
  );
}

const MAKE_BIGGER = 'Make the panel bigger to search and to see the legend.';

/** The words as they were before a refresh until it is over: what has not changed is not announced again. */
function useSettled(words: string, isUnderWay: boolean): string {
  const [settled, setSettled] = useState(words);
  if (!isUnderWay && settled !== words) {
    setSettled(words);
  }
  return isUnderWay ? settled : words;
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), ...clipped }),
  body: css({ position: 'relative', flex: 1, minHeight: 0, ...clipped }),
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
