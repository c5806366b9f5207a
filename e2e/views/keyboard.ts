import type { Page } from 'playwright-core';

const STEPS_AT_MOST = 120;

/** Presses Tab until the input of this name has the focus. Throws where none of that name can be reached. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < STEPS_AT_MOST; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(nameOfFocused);
    if (focused === name) {
      return;
    }
    passed.push(focused);
  }
  throw new Error(`${name} can't be reached by Tab: passed ${passed.filter(Boolean).join(', ')}`);
}

/** Runs in the page: the accessible name of what has the focus, as far as labels and attributes tell it. */
function nameOfFocused(): string {
  const element = document.activeElement;
  if (!element) {
    return '';
  }
  const labelledBy = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const labels = [
    ...labelledBy.map((id) => document.getElementById(id)),
    ...((element as HTMLInputElement).labels ?? []),
  ].map((label) => label?.textContent);
  return (element.getAttribute('aria-label') ?? labels.find(Boolean) ?? element.textContent ?? '').trim();
}
