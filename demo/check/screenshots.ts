import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { DashboardView } from '../../e2e/views/DashboardView';
import { bundledDashboards } from '../hosts/bundledDashboards';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];
const THEMES = ['dark', 'light'] as const;

/** Pictures of every bundled dashboard: what fits the window, and the whole page; at two sizes, in both themes. */
export async function takeScreenshots(
  browser: Browser,
  url: string,
  folder: string,
  parametersByUid: Record<string, Record<string, string>>
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const page = await browser.newPage({ timezoneId: 'UTC', locale: 'en-US' });
  const view = new DashboardView(page, url);
  for (const { uid, title } of bundledDashboards()) {
    const name = title.toLowerCase().replaceAll(' ', '-');
    for (const theme of THEMES) {
      await view.open(uid, { ...parametersByUid[uid], theme });
      await view.settled();
      for (const size of SIZES) {
        const path = (extent: string) => join(folder, `${name}-${size.width}-${theme}${extent}.png`);
        await view.pictureOf(size, path(''));
        await view.pictureOfAll(size.width, path('-full'));
      }
    }
  }
  await page.close();
}
