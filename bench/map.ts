import { chromium } from 'playwright-core';
import { findChromium } from '../demo/chromium';
import { Processes } from '../demo/processes';
import { measureEngine, measureOneRectangle, measurePeer } from './map/measureEngine';
import { measurePanel } from './map/measurePanel';
import { type Row, summaryOf, tableOf } from './map/report';
import { bundle } from './map/stage';

const PIXEL_RATIOS = [1, 2];
const SIZES = [1_000, 10_000, 100_000];
const TREEMAP_SIZES = [10_000, 100_000];
const SVG_SIZES = [1_000, 10_000];
/** Without a limit of the frame rate the time of a frame is what it takes, and not how long the screen waits. */
const ARGS = ['--no-sandbox', '--disable-quic', '--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Measures the fleet map in a real Chromium, beside Apache ECharts' treemap and SVG on the same data. */
export async function measureMap(): Promise<void> {
  const [panel, engine] = await Promise.all([bundle('panel.tsx'), bundle('engine.ts')]);
  const processes = new Processes();
  const browser = await chromium.launch({ executablePath: await findChromium(processes, console.error), args: ARGS });
  const rows: Row[] = [];
  try {
    for (const pixelRatio of PIXEL_RATIOS) {
      for (const nodes of SIZES) {
        rows.push(await measurePanel({ browser, script: panel, pixelRatio }, nodes));
      }
      const stage = { browser, script: engine, pixelRatio };
      for (const nodes of SIZES) {
        rows.push(await measureEngine(stage, nodes));
      }
      rows.push(await measureOneRectangle(stage));
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
