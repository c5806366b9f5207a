import { mapValues } from 'lodash';
import type { Locator } from 'playwright-core';

export type Row = Record<string, string>;
export type LinkedRow = Record<string, { text: string; href: string | null }>;

/**
 * A table's header and rows. Tables hold in the page only the rows and columns near what is in view, so the whole is read by
 * scrolling through it.
 */
export class TableView {
  private readonly grid: Locator;

  constructor(content: Locator) {
    this.grid = content.getByRole('grid');
  }

  /** How many rows it has, shown or not. */
  async rowCount(): Promise<number> {
    if ((await this.grid.count()) === 0) {
      return 0;
    }
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** The number of rows once it is one that is waited for, or what it is after a while. */
  async rowCountThat(fits: (count: number) => boolean, timeoutMs = 20_000): Promise<number> {
    for (const until = Date.now() + timeoutMs; ;) {
      const count = await this.rowCount();
      if (Date.now() > until || ((await this.grid.count()) > 0 && fits(count))) {
        return count;
      }
      await this.grid.page().waitForTimeout(200);
    }
  }

  /** Rows by the titles of their columns, from the first on. */
  async rows(limit = Infinity): Promise<Row[]> {
    return (await this.linkedRows(limit)).map((row) => mapValues(row, ({ text }) => text));
  }

  /** Such rows with the first address in each cell. */
  async linkedRows(limit = Infinity): Promise<LinkedRow[]> {
    const count = Math.min(await this.rowCount(), limit);
    const rows = new Map<number, LinkedRow>();
    const { width, height, scrollWidth } = await this.grid.evaluate((grid) => ({
      width: grid.clientWidth,
      height: grid.clientHeight,
      scrollWidth: grid.scrollWidth,
    }));
    for (let left = 0; left < scrollWidth; left += Math.max(width - 250, 100)) {
      for (let top = 0, read = 0; read < count; top += Math.max(height - 120, 40)) {
        const seen = await this.readAt(left, top);
        seen.forEach(([index, row]) => rows.set(index, { ...rows.get(index), ...row }));
        const last = Math.max(...seen.map(([index]) => index));
        if (last < read) {
          break;
        }
        read = last + 1;
      }
    }
    return [...rows]
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row)
      .slice(0, count);
  }

  /** Follows the link of a cell in view; where the cell has several links, the first of its menu. */
  async follow(text: string): Promise<void> {
    await this.grid.getByRole('gridcell').getByText(text, { exact: true }).first().click();
    const choice = this.grid.page().getByRole('menuitem').first();
    await choice.click({ timeout: 2_000 }).catch(() => {}); // a single link needs no menu
  }

  private async readAt(left: number, top: number): Promise<Array<[number, LinkedRow]>> {
    return this.grid.evaluate(
      async (grid, at) => {
        grid.scrollTo(at.left, at.top);
        // Two frames: one that hears of the scrolling, one that has painted for it.
        await new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20)))
        );
        const titles = new Map(
          [...grid.querySelectorAll('[role="columnheader"]')].map((cell) => [
            cell.getAttribute('aria-colindex'),
            cell.textContent?.trim() ?? '',
          ])
        );
        return [...grid.querySelectorAll('[role="row"]:has([role="gridcell"])')].map(
          (row): [number, Record<string, { text: string; href: string | null }>] => [
            Number(row.getAttribute('aria-rowindex')) - 2,
            Object.fromEntries(
              [...row.querySelectorAll('[role="gridcell"]')].map((cell) => [
                titles.get(cell.getAttribute('aria-colindex')) ?? '',
                {
                  text: cell.textContent?.trim() ?? '',
                  href: cell.querySelector('a[href]')?.getAttribute('href') ?? null,
                },
              ])
            ),
          ]
        );
      },
      { left, top }
    );
  }
}
