// Runs in the browser: what `npm run bench -- map` measures there. Each function answers in milliseconds.
import { createTheme, type DataFrame } from '@grafana/data';
import { readMapInput } from '../../src/fleetmap/data/mapInput';
import { readNodeTable } from '../../src/fleetmap/data/nodeTable';
import { layoutMap } from '../../src/fleetmap/layout/layoutMap';
import { pickCell, toMap } from '../../src/fleetmap/layout/pickCell';
import { type Layout, type MapView, WHOLE } from '../../src/fleetmap/model';
import { DEFAULT_OPTIONS } from '../../src/fleetmap/options';
import { CellLayer } from '../../src/fleetmap/paint/CellLayer';
import { MarkLayer } from '../../src/fleetmap/paint/MarkLayer';
import { mapTheme } from '../../src/fleetmap/view/mapTheme';
import { drawTreemap } from './echarts';
import { panelFrame } from './frames';
import { frameTimes, keepPainting, painted } from './frameTimes';
import { drawSvg } from './svg';

const WIDTH = 1880;
const HEIGHT = 900;
const FRAMES = 200;

const grafana = createTheme({ colors: { mode: 'dark' } });
const theme = mapTheme(grafana, false);
const ratio = window.devicePixelRatio;

let frame: DataFrame;
let layout: Layout;
let cells: CellLayer;
let hovered: MarkLayer;

function addCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `position:absolute;left:0;top:0;width:${WIDTH}px;height:${HEIGHT}px`;
  document.body.append(canvas);
  return canvas;
}

const inputOf = (data: DataFrame) =>
  readMapInput(readNodeTable([data], undefined)!.table, DEFAULT_OPTIONS, grafana, theme.background).input;

/** The data frame alone, so that what comes later can be told from it in the heap; and words, as every dashboard has them. */
function prepare(nodes: number): void {
  const words = document.body.appendChild(document.createElement('p'));
  words.style.font = `12px ${theme.fontFamily}`;
  words.textContent = 'Fleet map';
  frame = panelFrame(nodes, grafana);
}

async function firstPaint() {
  const canvases = [addCanvas(), addCanvas()];
  const stop = keepPainting();
  await painted();
  const start = performance.now();
  const input = inputOf(frame);
  const read = performance.now();
  layout = layoutMap(input, { width: WIDTH, height: HEIGHT, shape: 'square', collapsed: new Set(), zoom: null });
  const laidOut = performance.now();
  cells = new CellLayer(canvases[0]);
  hovered = new MarkLayer(canvases[1]);
  const cellsDrawn = cells.paint(layout, theme, WHOLE, ratio);
  await painted();
  const end = performance.now();
  stop();
  return { readMs: read - start, layoutMs: laidOut - read, paintMs: end - laidOut, cellsDrawn };
}

/** The pointer goes over the whole map, in steps of many cells. */
const hover = (): Promise<number[]> =>
  frameTimes(FRAMES, (i) => {
    const { x, y } = toMap(WHOLE, (i * 97) % WIDTH, (i * 53) % HEIGHT);
    const picked = pickCell(layout, x, y);
    const marks = picked?.kind === 'cell' ? [picked.cell] : [];
    hovered.paint(layout, theme, WHOLE, ratio, marks, theme.hover);
  });

/** Dragged over the map at four times its size. */
const pan = (): Promise<number[]> =>
  frameTimes(FRAMES, (i) => {
    cells.paint(
      layout,
      theme,
      { ...WHOLE, scale: 4, left: (i * 7) % (WIDTH * 0.75), top: (i * 3) % (HEIGHT * 0.75) },
      ratio
    );
  });

/** Every entry of the legend off and on again, in turn: each click changes from 1 in 20 to 14 in 20 of all cells. */
async function toggle(): Promise<number[]> {
  cells.paint(layout, theme, WHOLE, ratio);
  await painted();
  const { fills } = layout.input;
  return frameTimes(FRAMES, (i) => {
    const view: MapView = { ...WHOLE, hidden: new Set(i % 2 ? [] : [(i / 2) % fills.length]) };
    cells.paint(layout, theme, view, ratio);
  });
}

/** What the browser itself takes for a canvas of this size that is filled with one colour: no map is faster. */
function oneRectangle(): Promise<number[]> {
  const canvas = addCanvas();
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  const context = canvas.getContext('2d', { alpha: false })!;
  return frameTimes(FRAMES, (i) => {
    context.fillStyle = i % 2 ? '#22252b' : '#181b1f';
    context.fillRect(0, 0, canvas.width, canvas.height);
  });
}

async function timed(draw: () => void | Promise<void>): Promise<number> {
  const stop = keepPainting();
  await painted();
  const start = performance.now();
  await draw();
  await painted();
  const ms = performance.now() - start;
  stop();
  return ms;
}

const treemap = (nodes: number) => {
  const input = inputOf(panelFrame(nodes, grafana));
  return timed(() => drawTreemap(input, WIDTH, HEIGHT, ratio));
};

const svg = (nodes: number) => {
  const input = inputOf(panelFrame(nodes, grafana));
  return timed(() => drawSvg(input, WIDTH, HEIGHT));
};

export const engine = { prepare, firstPaint, hover, pan, toggle, oneRectangle, treemap, svg };
Object.assign(window, { engine });
