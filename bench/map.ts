import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../demo/chromium';
import { Processes } from '../demo/processes';
import type { bench } from './map/page';

type InPage = { bench: typeof bench };

const VIEWPORT = { width: 1880, height: 900 };
const PIXEL_RATIOS = [1, 2];
const SIZES = [1_000, 10_000, 100_000];
const TREEMAP_SIZES = [10_000, 100_000];
const SVG_SIZES = [1_000, 10_000];
/** A first paint happens once in a page, before anything is warm: each is measured in a page of its own. */
const FIRST_PAINTS = 5;
/** What takes longer than this isn't borne. */
const PATIENCE_MS = 60_000;
/** Without a limit of the frame rate the time of a frame is what it takes, and not how long the screen waits. */
const ARGS = ['--no-sandbox', '--disable-quic', '--disable-frame-rate-limit', '--disable-gpu-vsync'];

interface Row {
  what: string;
  nodes: number;
  pixelRatio: number;
  cellsDrawn?: number;
  firstPaintMs?: number;
  /** Of the first paint: the data frame made into columns, then laid out, then painted. */
  partsMs?: number[];
  hoverP95Ms?: number;
  panP95Ms?: number;
  toggleP95Ms?: number;
  bytesPerCell?: number;
}

/** Measures the fleet map in a real Chromium, beside Apache ECharts' treemap and SVG on the same data. */
export async function measureMap(): Promise<void> {
  const script = await bundlePage();
  const processes = new Processes();
  const browser = await chromium.launch({ executablePath: await findChromium(processes, console.error), args: ARGS });
  const rows: Row[] = [];
  try {
    for (const pixelRatio of PIXEL_RATIOS) {
      const stage: Stage = { browser, script, pixelRatio };
      for (const nodes of SIZES) {
        rows.push(await measureOurs(stage, nodes));
      }
      const rectangle = await inNewPage(stage, (page) =>
        page.evaluate(() => (window as unknown as InPage).bench.oneRectangle())
      );
      rows.push({ what: 'One rectangle', nodes: 0, pixelRatio, panP95Ms: percentile(rectangle, 0.95) });
      for (const nodes of TREEMAP_SIZES) {
        rows.push(await measurePeer(stage, 'ECharts treemap', 'treemap', nodes));
      }
      for (const nodes of SVG_SIZES) {
        rows.push(await measurePeer(stage, 'SVG', 'svg', nodes));
      }
    }
  } finally {
    await browser.close();
    await processes.endAll();
  }
  console.log(tableOf(rows));
  console.log(JSON.stringify(summaryOf(rows)));
}

interface Stage {
  browser: Browser;
  script: string;
  pixelRatio: number;
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'map', 'page.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

async function inNewPage<T>({ browser, script, pixelRatio }: Stage, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT, deviceScaleFactor: pixelRatio });
  try {
    const page = await context.newPage();
    await page.setContent('<!doctype html><body style="margin:0;background:#111217">');
    await page.addScriptTag({ content: script });
    return await act(page);
  } finally {
    await context.close();
  }
}

async function measureOurs(stage: Stage, nodes: number): Promise<Row> {
  const paints = [];
  for (let i = 0; i < FIRST_PAINTS; i++) {
    paints.push(await inNewPage(stage, (page) => firstPaint(page, nodes)));
  }
  const totals = paints.map(({ readMs, layoutMs, paintMs }) => readMs + layoutMs + paintMs);
  const middle = paints[totals.indexOf(percentile(totals, 0.5))];
  return inNewPage(stage, async (page) => {
    const heap = await page.context().newCDPSession(page);
    await page.evaluate((count) => (window as unknown as InPage).bench.prepare(count), nodes);
    const before = await heapBytes(heap);
    await page.evaluate(() => (window as unknown as InPage).bench.firstPaint());
    const after = await heapBytes(heap);
    return {
      what: 'Fleet map',
      nodes,
      pixelRatio: stage.pixelRatio,
      cellsDrawn: middle.cellsDrawn,
      firstPaintMs: percentile(totals, 0.5),
      partsMs: [middle.readMs, middle.layoutMs, middle.paintMs],
      hoverP95Ms: percentile(await page.evaluate(() => (window as unknown as InPage).bench.hover()), 0.95),
      panP95Ms: percentile(await page.evaluate(() => (window as unknown as InPage).bench.pan()), 0.95),
      toggleP95Ms: percentile(await page.evaluate(() => (window as unknown as InPage).bench.toggle()), 0.95),
      bytesPerCell: (after - before) / nodes,
    };
  });
}

async function firstPaint(page: Page, nodes: number) {
  await page.evaluate((count) => (window as unknown as InPage).bench.prepare(count), nodes);
  return page.evaluate(() => (window as unknown as InPage).bench.firstPaint());
}

/** JavaScript's heap with the memory of typed arrays. Pictures aren't in it: a canvas takes 4 bytes for each of its pixels. */
async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize: number;
  };
  return usedSize + backingStorageSize;
}

/** Of what a peer doesn't bear in the time there is no number. */
async function measurePeer(stage: Stage, what: string, draw: 'treemap' | 'svg', nodes: number): Promise<Row> {
  const firstPaintMs = await inNewPage(stage, (page) => {
    const drawn = page.evaluate(([name, count]) => (window as unknown as InPage).bench[name](count), [
      draw,
      nodes,
    ] as const);
    const waited = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
    return Promise.race([drawn.catch(() => undefined), waited]);
  });
  return { what, nodes, pixelRatio: stage.pixelRatio, firstPaintMs };
}

function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function tableOf(rows: Row[]): string {
  const head = [
    '',
    'nodes',
    'pixel ratio',
    'cells drawn',
    'first paint ms (read + layout + paint)',
    'hover p95 ms',
    'pan p95 ms',
    'toggle p95 ms',
    'bytes/cell',
  ];
  const lines = rows.map((row) => {
    const parts = row.partsMs ? ` (${row.partsMs.map((ms) => ms.toFixed(0)).join(' + ')})` : '';
    const first =
      row.nodes === 0
        ? ''
        : row.firstPaintMs === undefined
          ? `not in ${PATIENCE_MS / 1000} s`
          : row.firstPaintMs.toFixed(1) + parts;
    const times = [row.hoverP95Ms, row.panP95Ms, row.toggleP95Ms].map((ms) => ms?.toFixed(1) ?? '');
    return [
      row.what,
      row.nodes.toLocaleString('en-US'),
      String(row.pixelRatio),
      row.cellsDrawn?.toLocaleString('en-US') ?? '',
      first,
      ...times,
      row.bytesPerCell?.toFixed(0) ?? '',
    ];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
  const print = (line: string[]) =>
    line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ');
  return [head, ...lines].map(print).join('\n');
}

/** At 100,000 nodes and the worse of the pixel ratios; of the peers at the most nodes that they bear. */
function summaryOf(rows: Row[]): Record<string, number | null> {
  const ours = rows.filter(({ what, nodes }) => what === 'Fleet map' && nodes === 100_000);
  const worst = (field: 'firstPaintMs' | 'hoverP95Ms' | 'panP95Ms' | 'toggleP95Ms' | 'bytesPerCell') =>
    round(Math.max(...ours.map((row) => row[field]!)));
  const peer = (name: string) => {
    const borne = rows.filter(({ what, firstPaintMs }) => what === name && firstPaintMs !== undefined);
    const most = Math.max(...borne.map(({ nodes }) => nodes));
    const times = borne.filter(({ nodes }) => nodes === most).map(({ firstPaintMs }) => firstPaintMs!);
    return times.length > 0 ? round(Math.max(...times)) : null;
  };
  return {
    firstPaintMs: worst('firstPaintMs'),
    cellsDrawn: Math.min(...ours.map(({ cellsDrawn }) => cellsDrawn!)),
    hoverP95Ms: worst('hoverP95Ms'),
    panP95Ms: worst('panP95Ms'),
    toggleP95Ms: worst('toggleP95Ms'),
    bytesPerCell: worst('bytesPerCell'),
    echartsMs: peer('ECharts treemap'),
    svgMs: peer('SVG'),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
