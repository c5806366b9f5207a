import type { Locator, Page } from 'playwright-core';
import { readBars } from './bars';
import { type Figure, readFigures } from './figures';
import { type Drawn, readGraph } from './graph';
import { readLegend } from './legend';
import { readStats } from './stats';
import { TableView } from './TableView';

/** What stands beside a number: which one it is. */
export interface Named {
  name: string;
  value: string;
}

/** Later Grafana than 12.3 puts these words, and a button, above the notices. */
const HEADING = /^\s*Errors and notices\s*(Inspect\b)?/;

/** One panel of a dashboard, by its title. */
export class PanelView {
  readonly element: Locator;
  readonly content: Locator;

  constructor(
    protected readonly page: Page,
    readonly title: string
  ) {
    this.element = page.locator(`section[data-testid="data-testid Panel header ${title}"]`);
    this.content = this.element.locator('[data-testid="data-testid panel content"]');
  }

  /** Names and values of a stat, from left to right. */
  stats(): Promise<Named[]> {
    return readStats(this.content);
  }

  /** Names and values of a bar gauge, from top to bottom. */
  bars(): Promise<Named[]> {
    return readBars(this.content);
  }

  /** Fills and counts of a fleet map, the worst first. */
  legend(): Promise<Named[]> {
    return readLegend(this.content);
  }

  /** Every number of a stat, a bar gauge or a matrix of counts, with where a click on it leads. */
  figures(): Promise<Figure[]> {
    return readFigures(this.content);
  }

  table(): TableView {
    return new TableView(this.content);
  }

  graph(): Promise<Drawn> {
    return readGraph(this.content);
  }

  /** What its header warns of: notices and errors, in their own words. */
  async notices(): Promise<string[]> {
    const marks = this.element.locator(
      '[data-testid="title-items-container"] > span:has(svg), [data-testid^="data-testid Panel status"]'
    );
    const words: string[] = [];
    for (const mark of await marks.all()) {
      await mark.hover();
      const tooltip = this.page
        .getByRole('tooltip')
        .or(this.page.locator('[data-popper-placement], [data-floating-ui-portal]'));
      await tooltip.first().waitFor({ timeout: 5_000 });
      words.push((await tooltip.first().innerText()).replace(HEADING, '').trim());
      await this.page.mouse.move(0, 0);
      await tooltip.first().waitFor({ state: 'hidden', timeout: 5_000 });
    }
    return words;
  }
}
