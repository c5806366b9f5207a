import type { Locator } from 'playwright-core';

export interface Drawn {
  /** Names in the legend. */
  legend: string[];
  /** Pixels on the canvas that are neither transparent nor a shade of grey: lines and fills, but no grid and no axis. */
  colouredPixels: number;
}

/** What a time series panel has drawn. A panel with nothing to draw has no canvas. */
export async function readGraph(content: Locator): Promise<Drawn> {
  const canvas = content.locator('canvas').first();
  const colouredPixels = (await canvas.count())
    ? await canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const pixels = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        let coloured = 0;
        for (let i = 0; i < pixels.length; i += 4) {
          const [r, g, b, alpha] = [pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]];
          if (alpha > 40 && Math.max(r, g, b) - Math.min(r, g, b) > 40) {
            coloured++;
          }
        }
        return coloured;
      })
    : 0;
  const legend = await content.locator('[data-testid^="data-testid VizLegend series"]').allInnerTexts();
  return { legend: legend.map((name) => name.trim()), colouredPixels };
}
