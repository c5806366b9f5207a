import type { Locator } from 'playwright-core';
import type { Named } from './PanelView';

/** Each bar has its value inside, and its name before that. */
export function readBars(content: Locator): Promise<Named[]> {
  return content.locator('[data-testid="data-testid Bar gauge value"]').evaluateAll((values) =>
    values.map((value) => ({
      name: value.parentElement?.previousElementSibling?.textContent?.trim() ?? '',
      value: value.textContent?.trim() ?? '',
    }))
  );
}
