import type { Page } from 'playwright-core';
import type { engine } from './engine';
import { percentile } from './percentile';
import type { Row } from './report';
import { heapGrowth, inNewPage, type Stage } from './stage';

type InPage = { engine: typeof engine };

const FIRST_PAINTS = 5;
/** What takes longer than this isn't borne. */
const PATIENCE_MS = 60_000;

/** The panel without React: reading, layout and painting, called from a script. */
export async function measureEngine(stage: Stage, nodes: number): Promise<Row> {
  const paints = [];
  for (let i = 0; i < FIRST_PAINTS; i++) {
    paints.push(
      await inNewPage(stage, async (page) => {
        await prepare(page, nodes);
        return firstPaint(page);
      })
    );
  }
  const totals = paints.map(({ readMs, layoutMs, paintMs }) => readMs + layoutMs + paintMs);
  const middle = paints[totals.indexOf(percentile(totals, 0.5))];
  return inNewPage(stage, async (page) => {
    await prepare(page, nodes);
    const bytes = await heapGrowth(page, () => firstPaint(page));
    return {
      what: 'Its engine alone',
      nodes,
      pixelRatio: stage.pixelRatio,
      cellsDrawn: middle.cellsDrawn,
      firstPaintMs: percentile(totals, 0.5),
      partsMs: [middle.readMs, middle.layoutMs, middle.paintMs],
      hoverP95Ms: percentile(await page.evaluate(() => (window as unknown as InPage).engine.hover()), 0.95),
      panP95Ms: percentile(await page.evaluate(() => (window as unknown as InPage).engine.pan()), 0.95),
      toggleP95Ms: percentile(await page.evaluate(() => (window as unknown as InPage).engine.toggle()), 0.95),
      bytesPerCell: bytes / nodes,
    };
  });
}

const prepare = (page: Page, nodes: number) =>
  page.evaluate((count) => (window as unknown as InPage).engine.prepare(count), nodes);
const firstPaint = (page: Page) => page.evaluate(() => (window as unknown as InPage).engine.firstPaint());

export async function measureOneRectangle(stage: Stage): Promise<Row> {
  const times = await inNewPage(stage, (page) =>
    page.evaluate(() => (window as unknown as InPage).engine.oneRectangle())
  );
  return { what: 'One rectangle', nodes: 0, pixelRatio: stage.pixelRatio, panP95Ms: percentile(times, 0.95) };
}

/** Of what a peer doesn't bear in the time there is no number. */
export async function measurePeer(stage: Stage, what: string, draw: 'treemap' | 'svg', nodes: number): Promise<Row> {
  const firstPaintMs = await inNewPage(stage, (page) => {
    const drawn = page.evaluate(([name, count]) => (window as unknown as InPage).engine[name](count), [
      draw,
      nodes,
    ] as const);
    const waited = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
    return Promise.race([drawn.catch(() => undefined), waited]);
  });
  return { what, nodes, pixelRatio: stage.pixelRatio, firstPaintMs };
}
