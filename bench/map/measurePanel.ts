import type { Page } from 'playwright-core';
import type { panel } from './panel';
import { percentile } from './percentile';
import type { Row } from './report';
import { heapGrowth, inNewPage, type Stage } from './stage';

type InPage = { panel: typeof panel };

/** A first paint happens once in a page, before anything is warm: each is measured in a page of its own. */
const FIRST_PAINTS = 5;
const STEPS = 200;
/** What the wheel has to say for a map at four times its size. */
const WHEEL_TO_4 = -Math.log(4) * 300;

/** What a person has of the panel: its first paint, and what follows from a real pointer and real clicks. */
export async function measurePanel(stage: Stage, nodes: number): Promise<Row> {
  const paints: Array<Awaited<ReturnType<typeof firstPaint>>> = [];
  for (let i = 0; i < FIRST_PAINTS; i++) {
    paints.push(
      await inNewPage(stage, async (page) => {
        await prepare(page, nodes);
        return firstPaint(page);
      })
    );
  }
  return inNewPage(stage, async (page) => {
    await prepare(page, nodes);
    const bytes = await heapGrowth(page, () => firstPaint(page));
    return {
      what: 'Fleet map panel',
      nodes,
      pixelRatio: stage.pixelRatio,
      cellsDrawn: paints[0].cellsDrawn,
      firstPaintMs: percentile(
        paints.map(({ firstPaintMs }) => firstPaintMs),
        0.5
      ),
      toggleP95Ms: percentile(await toggle(page), 0.95),
      hoverP95Ms: percentile(await hover(page), 0.95),
      panP95Ms: percentile(await pan(page), 0.95),
      bytesPerCell: bytes / nodes,
    };
  });
}

const prepare = (page: Page, nodes: number) =>
  page.evaluate((count) => (window as unknown as InPage).panel.prepare(count), nodes);
const firstPaint = (page: Page) => page.evaluate(() => (window as unknown as InPage).panel.firstPaint());
const settled = (page: Page) => page.evaluate(() => (window as unknown as InPage).panel.settled());
const takeTimes = (page: Page) => page.evaluate(() => (window as unknown as InPage).panel.takeTimes());

/** Every entry of the legend off and on again, in turn: each click changes from 1 in 20 to 14 in 20 of all cells. */
async function toggle(page: Page): Promise<number[]> {
  const entries = await page.getByRole('group', { name: 'Legend' }).getByRole('button').all();
  const boxes = await Promise.all(entries.map((entry) => entry.boundingBox()));
  await page.evaluate(() => (window as unknown as InPage).panel.timeEvents('click'));
  for (let i = 0; i < STEPS / 2; i++) {
    const { x, y, width, height } = boxes[Math.floor(i / 2) % boxes.length]!;
    await page.mouse.click(x + width / 2, y + height / 2);
    await settled(page);
  }
  return takeTimes(page);
}

/** Over the whole map, in steps of many cells. */
async function hover(page: Page): Promise<number[]> {
  const { x, y, width, height } = await canvasBox(page);
  await page.evaluate(() => (window as unknown as InPage).panel.timeEvents('pointermove'));
  for (let i = 0; i < STEPS; i++) {
    await page.mouse.move(x + ((i * 97) % width), y + ((i * 53) % height));
    await settled(page);
  }
  return takeTimes(page);
}

/** Magnified, then dragged around in a circle. */
async function pan(page: Page): Promise<number[]> {
  const { x, y, width, height } = await canvasBox(page);
  const at = (angle: number) =>
    [x + width * (0.5 + 0.3 * Math.cos(angle)), y + height * (0.5 + 0.3 * Math.sin(angle))] as const;
  await page.mouse.move(...at(0));
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, WHEEL_TO_4);
  await page.keyboard.up('Control');
  await page.mouse.down();
  await takeTimes(page);
  for (let i = 1; i <= STEPS; i++) {
    await page.mouse.move(...at((i / STEPS) * 4 * Math.PI));
    await settled(page);
  }
  const times = await takeTimes(page);
  await page.mouse.up();
  return times;
}

async function canvasBox(page: Page) {
  return (await page.getByTestId('fleet map canvas').boundingBox())!;
}
