import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { PanelView } from './PanelView';

/** A panel's data as Grafana's inspector saves them with "Formatted data" off: lines of cells, the heads first. */
export async function downloadCsv(page: Page, panel: PanelView): Promise<string[][]> {
  await panel.element.hover();
  await page.getByRole('button', { name: `Menu for panel ${panel.title}` }).click();
  await page.getByRole('menuitem', { name: 'Inspect' }).hover();
  await page.getByRole('menuitem', { name: 'Data', exact: true }).click();
  await page.getByText('Data options').click();
  // The switch itself is covered by its picture.
  await page.locator('#formatted-data-toggle').click({ force: true });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  return lines.map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1')));
}
