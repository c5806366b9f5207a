import type { Layout } from '../model';

/** Gives a canvas the layout's size in device pixels. A canvas that is given a size is emptied: true where that was so. */
export function fitCanvas(canvas: HTMLCanvasElement, { options }: Layout, pixelRatio: number): boolean {
  const width = Math.max(1, Math.round(options.width * pixelRatio));
  const height = Math.max(1, Math.round(options.height * pixelRatio));
  if (canvas.width === width && canvas.height === height) {
    return false;
  }
  canvas.width = width;
  canvas.height = height;
  return true;
}
