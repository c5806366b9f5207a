import type { Locator } from 'playwright-core';
import { readBars } from './bars';
import type { Named } from './PanelView';
import { readStats } from './stats';
import { TableView } from './TableView';

/** A number with the address that a click on it opens; none where it leads nowhere. */
export interface Figure extends Named {
  href: string | null;
}

/** The figures of a stat, a bar gauge or a matrix of counts, whichever the panel is. */
export async function readFigures(content: Locator): Promise<Figure[]> {
  if ((await content.getByRole('grid').count()) > 0) {
    return matrixFigures(content);
  }
  const bars = await readBars(content);
  const named = bars.length > 0 ? bars : await readStats(content);
  const links = await content.locator('a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  // Where one has none, nobody could tell which.
  return named.map((figure, index) => ({ ...figure, href: links.length === named.length ? links[index] : null }));
}

/** A matrix's cells that hold a number, named by the row's first columns and the column's title. */
async function matrixFigures(content: Locator): Promise<Figure[]> {
  const rows = await new TableView(content).linkedRows();
  return rows.flatMap((row) => {
    const cells = Object.entries(row);
    const place = cells.filter(([, { text }]) => !/^[\d,]+$/.test(text)).map(([, { text }]) => text);
    return cells
      .filter(([, { text }]) => /^[\d,]+$/.test(text))
      .map(([title, { text, href }]) => ({ name: [...place, title].join(' '), value: text, href }));
  });
}
