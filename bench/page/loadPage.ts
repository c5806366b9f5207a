import type { Browser, Page } from 'playwright-core';
import { type Traffic, trafficOf } from './traffic';

const DASHBOARD = '/d/onepane-fleet-overview?refresh=';
/** Panels that nobody sees ask nothing: a window that shows all of them. */
const VIEWPORT = { width: 2560, height: 3000 };
/** What has stood still for so long is whole. */
const STILL_MS = 1_500;
const PATIENCE_MS = 300_000;
const MB = 1_000_000;

/** One load of Fleet overview and a refresh of it. Times are milliseconds from the start of the navigation. */
export interface Load {
  /** Until a panel shows what it was asked for. */
  firstMs: number;
  /** Until the last of them does, and nothing changes any more. */
  wholeMs: number;
  /** Queries and look-ups that the browser sends to data sources. */
  requestsFirst: number;
  requestsRefresh: number;
  /** Those of the refresh that go to CloudWatch. */
  cloudwatchRefresh: number;
  /** Bodies of the first load's answers as they travel. */
  wireMB: number;
  /** JavaScript's heap when all stands, after a garbage collection. */
  heapMB: number;
  /** By kind of data source. */
  first: Record<string, Traffic>;
  refresh: Record<string, Traffic>;
}

/** In a browser context of its own, in which nothing is warm but what the server holds. */
export async function loadPage(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: VIEWPORT, timezoneId: 'UTC', locale: 'en-US' });
  try {
    const page = await context.newPage();
    // Functions are named by a helper of esbuild's, which no page has.
    await page.addInitScript({ content: `globalThis.__name = (named) => named; (${watch})();` });
    let times = { firstMs: 0, wholeMs: 0 };
    const first = await trafficOf(page, async () => {
      await page.goto(url + DASHBOARD);
      times = await settled(page);
    });
    const heapMB = await heap(page);
    const refresh = await trafficOf(page, async () => {
      await page.evaluate(() => window.watched.begin());
      await page.locator('[data-testid="data-testid RefreshPicker run button"]').click();
      await settled(page);
    });
    return {
      firstMs: Math.round(times.firstMs),
      wholeMs: Math.round(times.wholeMs),
      requestsFirst: sum(first, 'requests'),
      requestsRefresh: sum(refresh, 'requests'),
      cloudwatchRefresh: refresh.cloudwatch?.requests ?? 0,
      wireMB: rounded(sum(first, 'bytes') / MB),
      heapMB: rounded(heapMB),
      first,
      refresh,
    };
  } finally {
    await context.close();
  }
}

async function settled(page: Page): Promise<{ firstMs: number; wholeMs: number }> {
  await page.waitForFunction((still) => window.watched.isStill(still), STILL_MS, {
    timeout: PATIENCE_MS,
    polling: 250,
  });
  return page.evaluate(() => ({ firstMs: window.watched.firstMs!, wholeMs: window.watched.lastMs }));
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize / MB;
}

function sum(traffic: Record<string, Traffic>, figure: keyof Traffic): number {
  return Object.values(traffic).reduce((total, each) => total + each[figure], 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

declare global {
  interface Window {
    watched: {
      /** When the first panel had its content, in milliseconds from the navigation. */
      firstMs?: number;
      /** When anything last changed. */
      lastMs: number;
      begin(): void;
      isStill(ms: number): boolean;
    };
  }
}

/** Runs in the page: looks at its panels at every change of theirs. */
function watch() {
  const panels = () => [...document.querySelectorAll('section[data-testid^="data-testid Panel header"]')];
  const isBusy = (panel: Element) =>
    !!panel.querySelector('[aria-label="Panel loading bar"], [data-testid$="panel-streaming"]');
  const isFull = (panel: Element) =>
    !isBusy(panel) && !!panel.querySelector('[data-testid="data-testid panel content"]')?.textContent;
  const watched: Window['watched'] = {
    lastMs: 0,
    begin: () => (watched.lastMs = performance.now()),
    isStill: (ms) =>
      watched.firstMs !== undefined && !panels().some(isBusy) && performance.now() - watched.lastMs >= ms,
  };
  window.watched = watched;
  new MutationObserver((changes) => {
    // What moves by itself, such as an age that is told anew, is no answer.
    if (
      !changes.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('section'))
    ) {
      return;
    }
    watched.lastMs = performance.now();
    if (watched.firstMs === undefined && panels().some(isFull)) {
      watched.firstMs = watched.lastMs;
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
