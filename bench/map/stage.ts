import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { lazyStyles } from '../../preview/web/bundling/lazyStyles';
import { unwrapDefaults } from '../../preview/web/bundling/unwrapDefaults';

const VIEWPORT = { width: 1880, height: 900 };
/** Answered here, not by a host: packages of Grafana want an origin with storage, which about:blank has not. */
const ADDRESS = 'http://bench.localhost/';
const DOCUMENT = '<!doctype html><body style="margin:0;background:#111217">';

/** Where something is measured: each time in a page of its own, in which nothing is warm. */
export interface Stage {
  browser: Browser;
  /** What runs in the page, as `bundle` makes it. */
  script: string;
  pixelRatio: number;
}

/** One script of a file in this folder and all that it imports, with Grafana's packages as npm has them. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, entry)],
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    tsconfigRaw: {},
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
    define: { define: 'undefined', global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    plugins: [lazyStyles, unwrapDefaults],
    logLevel: 'error',
  });
  return outputFiles.find(({ path }) => path.endsWith('.js'))!.text;
}

export async function inNewPage<T>(stage: Stage, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await stage.browser.newContext({ viewport: VIEWPORT, deviceScaleFactor: stage.pixelRatio });
  try {
    const page = await context.newPage();
    await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: DOCUMENT }));
    await page.goto(ADDRESS);
    // Read by @grafana/runtime when it is imported.
    await page.evaluate(() => Object.assign(window, { grafanaBootData: { settings: {}, user: {}, navTree: [] } }));
    await page.addScriptTag({ content: stage.script });
    return await act(page);
  } finally {
    await context.close();
  }
}

/**
 * By how much JavaScript's heap, with the memory of typed arrays, grows for good. Pictures aren't in it: a canvas takes 4 bytes
 * for each of its pixels.
 */
export async function heapGrowth(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const used = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const heap = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize: number };
    return heap.usedSize + heap.backingStorageSize;
  };
  const before = await used();
  await act();
  return (await used()) - before;
}
