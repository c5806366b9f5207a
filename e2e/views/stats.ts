import type { Locator } from 'playwright-core';
import type { Named } from './PanelView';

/** A stat sets each name above (or beside) its value, each in a line of its own. */
export async function readStats(content: Locator): Promise<Named[]> {
  const lines = (await content.innerText())
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return Array.from({ length: Math.ceil(lines.length / 2) }, (_, i) => ({
    name: lines[2 * i],
    value: lines[2 * i + 1] ?? '',
  }));
}
