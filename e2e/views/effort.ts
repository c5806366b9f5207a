import type { Page } from 'playwright-core';

/** What a person has done on a page: presses of the mouse and of keys. */
export interface Effort {
  clicks: number;
  keys: number;
}

/** Counts from the page's next load on. @returns what tells the count. */
export async function countEffort(page: Page): Promise<() => Promise<Effort>> {
  await page.addInitScript(() => {
    const effort = { clicks: 0, keys: 0 };
    addEventListener('pointerdown', () => effort.clicks++, true);
    addEventListener('keydown', () => effort.keys++, true);
    Object.assign(globalThis, { effort });
  });
  return () => page.evaluate(() => (globalThis as unknown as { effort: Effort }).effort);
}
