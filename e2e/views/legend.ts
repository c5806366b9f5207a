import type { Locator } from 'playwright-core';
import type { Named } from './PanelView';

/** The fleet map's legend: each fill by its words, with how many nodes have it. */
export function readLegend(content: Locator): Promise<Named[]> {
  return content
    .getByRole('toolbar', { name: 'Legend' })
    .locator('[aria-pressed]')
    .evaluateAll((entries) =>
      entries.map((entry) => {
        const [name, value] = [...entry.querySelectorAll('span:not([aria-hidden])')];
        return { name: name?.textContent?.trim() ?? '', value: value?.textContent?.trim() ?? '' };
      })
    );
}
