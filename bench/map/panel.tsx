// Runs in the browser: the panel as a dashboard mounts it, and how long what it is told takes to be seen, in milliseconds.
import {
  createTheme,
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  ThemeContext,
  type DataFrame,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { createRoot } from 'react-dom/client';
import { DEFAULT_OPTIONS, type FleetMapOptions } from '../../src/fleetmap/options';
import { CellLayer } from '../../src/fleetmap/paint/CellLayer';
import FleetMapPanel from '../../src/fleetmap/view/FleetMapPanel';
import { panelFrame } from './frames';
import { keepPainting, painted } from './frameTimes';

/** An event that nothing follows from, such as a step of the pointer from gap to gap, has no answer after this. */
const NO_ANSWER_MS = 250;

const theme = createTheme({ colors: { mode: 'dark' } });

let series: DataFrame[];
/** When each frame began. */
let frames: number[] = [];

/** As the panel's own layer counts them. */
let cellsDrawn = 0;
const { paint } = CellLayer.prototype;
CellLayer.prototype.paint = function (...args) {
  cellsDrawn = paint.apply(this, args);
  return cellsDrawn;
};

/** The data frame, so that what comes later can be told from it in the heap. */
function prepare(nodes: number): void {
  series = [panelFrame(nodes, theme)];
}

/** From the answer to a query, which until then was under way, to the end of the frame that shows it. */
async function firstPaint() {
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  const render = (data: Pick<PanelData, 'state' | 'series'>) => {
    const props = {
      data: { ...data, timeRange: getDefaultTimeRange() },
      options: DEFAULT_OPTIONS,
      width: window.innerWidth,
      height: window.innerHeight,
      replaceVariables: (text: string) => text,
      eventBus: new EventBusSrv(),
    } as unknown as PanelProps<FleetMapOptions>;
    root.render(
      <ThemeContext.Provider value={theme}>
        <FleetMapPanel {...props} />
      </ThemeContext.Provider>
    );
  };
  keepPainting((began) => frames.push(began));
  render({ state: LoadingState.Loading, series: [] });
  await changed();
  await painted();

  const start = performance.now();
  render({ state: LoadingState.Done, series });
  await changed();
  await painted();
  return { firstPaintMs: performance.now() - start, cellsDrawn };
}

/** When React has next changed the page. */
function changed(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

let answers: Array<Promise<number | undefined>> = [];

/**
 * From now on each event of a kind is timed: it makes one or more frames, from that in which the page gets it to that which
 * shows what followed, and the longest of them counts.
 */
function timeEvents(kind: 'pointermove' | 'click'): void {
  window.addEventListener(
    kind,
    () => {
      const first = frames.length - 1;
      const answer = changed()
        .then(painted)
        .then(() => Math.max(...frames.slice(first + 1).map((began, i) => began - frames[first + i])));
      const none = new Promise<undefined>((resolve) => setTimeout(resolve, NO_ANSWER_MS));
      answers.push(Promise.race([answer, none]));
    },
    { capture: true }
  );
}

/** When everything that has happened so far is seen. */
const settled = async (): Promise<void> => void (await Promise.all(answers));

/** The times since the last call, without those of events from which nothing followed. */
async function takeTimes(): Promise<number[]> {
  const times = await Promise.all(answers);
  answers = [];
  frames = [];
  return times.filter((time) => time !== undefined);
}

export const panel = { prepare, firstPaint, timeEvents, settled, takeTimes };
Object.assign(window, { panel });
