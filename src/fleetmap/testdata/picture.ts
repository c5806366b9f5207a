import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { type Canvas, createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas';
import type { MapTheme } from '../model';

/** The same type on every machine. */
const FONT = require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');

export const DARK: MapTheme = {
  background: '#181b1f',
  box: '#22252b',
  text: '#ccccdc',
  textWeak: '#8e8e9a',
  hover: '#ffffff',
  selection: '#6e9fff',
  fontFamily: 'Inter',
};
export const LIGHT: MapTheme = {
  background: '#ffffff',
  box: '#f4f5f5',
  text: '#24292e',
  textWeak: '#6f7780',
  hover: '#000000',
  selection: '#1f62e0',
  fontFamily: 'Inter',
};

/** Lets the painting use what a browser has and Node has not. */
export function installCanvas(): void {
  GlobalFonts.registerFromPath(FONT, 'Inter');
  Object.assign(globalThis, {
    OffscreenCanvas: class {
      constructor(width: number, height: number) {
        return createCanvas(width, height);
      }
    },
  });
}

export function makeCanvas(width: number, height: number): { canvas: HTMLCanvasElement; picture: Canvas } {
  const picture = createCanvas(width, height);
  return { canvas: picture as unknown as HTMLCanvasElement, picture };
}

/** A pixel is another one where a channel differs by more than smoothing of edges differs between processors. */
const TOLERANCE = 24;

/** How many pixels of two pictures of one size differ. */
export function differingPixels(a: Canvas, b: Canvas): number {
  const [left, right] = [a, b].map(
    (canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
  );
  let differing = 0;
  for (let i = 0; i < left.length; i += 4) {
    const isOther = [0, 1, 2, 3].some((channel) => Math.abs(left[i + channel] - right[i + channel]) > TOLERANCE);
    differing += isOther ? 1 : 0;
  }
  return differing;
}

/**
 * Compares a picture with the one that is kept as a PNG file, pixel by pixel. It is written only where UPDATE_PICTURES is set, and
 * then it is for a person to look at.
 */
export async function expectPicture(picture: Canvas, kept: string): Promise<void> {
  const png = await picture.encode('png');
  if (process.env.UPDATE_PICTURES) {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, png);
  }
  if (!existsSync(kept)) {
    const test = relative(process.cwd(), expect.getState().testPath!);
    throw new Error(`There is no ${kept}. Make it with UPDATE_PICTURES=1 npx jest ${test}, and look at it.`);
  }
  const image = await loadImage(readFileSync(kept));
  const expected = createCanvas(image.width, image.height);
  expected.getContext('2d').drawImage(image, 0, 0);

  const painted = join(tmpdir(), basename(kept));
  writeFileSync(painted, png);
  expect({ painted, width: picture.width, height: picture.height }).toEqual({
    painted,
    width: image.width,
    height: image.height,
  });
  expect({ painted, differing: differingPixels(picture, expected) }).toEqual({ painted, differing: 0 });
}
