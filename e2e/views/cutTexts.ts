import type { Page } from 'playwright-core';

/** What a reader must see whole: titles of panels, heads of columns, figures and their names. */
const WHOLE = [
  'section h2',
  '[role="columnheader"]',
  '[data-testid="data-testid panel content"] [data-testid="data-testid Bar gauge value"]',
  'section:has([data-testid="data-testid panel content"]):not(:has([role="grid"], canvas)) [data-testid="data-testid panel content"]',
];

/** Texts of those that lie partly outside of what clips them, as "panel: text"; tables are scrolled from left to right. */
export async function cutTexts(page: Page): Promise<string[]> {
  const cut = new Set<string>();
  for (const scrolled of [0, 0.25, 0.5, 0.75, 1]) {
    await page.evaluate(scrollTables, scrolled);
    await page.waitForTimeout(100);
    (await page.evaluate(readCut, WHOLE)).forEach((text) => cut.add(text));
  }
  return [...cut];
}

/** Runs in the page. @param share 0: at the left end, 1: at the right one. */
function scrollTables(share: number): void {
  for (const grid of document.querySelectorAll('[role="grid"]')) {
    grid.scrollLeft = share * (grid.scrollWidth - grid.clientWidth);
  }
}

/** Runs in the page. A column that is scrolled half out of its table is whole; so is what scrolls as a whole panel. */
function readCut(selectors: string[]): string[] {
  const cut: string[] = [];
  for (const element of document.querySelectorAll(selectors.join(', '))) {
    const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(words.currentNode);
      const text = range.getBoundingClientRect();
      let clip = words.currentNode.parentElement!;
      while (clip !== element && getComputedStyle(clip).overflowX === 'visible') {
        clip = clip.parentElement!;
      }
      const { left, right } = clip.getBoundingClientRect();
      if (text.width > 1 && (text.right > right + 0.5 || text.left < left - 0.5)) {
        const panel = element.closest('section')?.querySelector('h2')?.textContent ?? '';
        cut.push(`${panel}: ${words.currentNode.textContent}`);
      }
    }
  }
  return cut;
}
