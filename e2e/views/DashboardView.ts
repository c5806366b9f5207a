import type { Page } from 'playwright-core';
import { PanelView } from './PanelView';

/** Panels that nobody sees yet ask nothing, so a page is read in a window that shows all of it. */
const TALL = { width: 2560, height: 3000 };
/** Several answers come in one after another; what has stood still for so long is whole. */
const STILL_MS = 1_500;

/** A dashboard as a reader sees it, in Grafana and in the preview alike. */
export class DashboardView {
  constructor(
    readonly page: Page,
    private readonly url: string
  ) {}

  /** @param parameters of the address: `var-account`, `from`, `viewPanel` ... */
  async open(uid: string, parameters: Record<string, string> = {}): Promise<this> {
    await this.page.setViewportSize(TALL);
    await this.page.goto(`${this.url}/d/${uid}?${new URLSearchParams({ ...parameters, refresh: '' })}`);
    await this.page.locator('section[data-testid^="data-testid Panel header"]').first().waitFor({ timeout: 60_000 });
    return this;
  }

  /** Goes where a click on a link of this page leads, without loading the page anew. */
  async follow(href: string): Promise<void> {
    await this.page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = address;
      document.body.append(link);
      link.click();
      link.remove();
    }, href);
  }

  panel(title: string): PanelView {
    return new PanelView(this.page, title);
  }

  /** Titles of the panels on the page, from top to bottom. */
  titles(): Promise<string[]> {
    return this.page.locator('section[data-testid^="data-testid Panel header"] h2').allInnerTexts();
  }

  /** Waits until every panel has its whole answer: nothing loads or streams, and nothing has changed for a while. */
  async settled(timeoutMs = 120_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    let seen = '';
    let since = Date.now();
    while (Date.now() - since < STILL_MS) {
      if (Date.now() > until) {
        throw new Error(`The dashboard was not whole after ${timeoutMs / 1000} s: ${(await this.busy()).join(', ')}`);
      }
      await this.page.waitForTimeout(250);
      const busy = await this.busy();
      const shown = busy.length > 0 ? '' : await this.page.locator('body').innerText();
      if (busy.length > 0 || shown !== seen) {
        seen = shown;
        since = Date.now();
      }
    }
  }

  /** A picture of what fits a window of this size. */
  async pictureOf(size: { width: number; height: number }, path: string): Promise<void> {
    // A panel that leaves the window while it loads never ends loading.
    await this.settled();
    await this.page.setViewportSize(size);
    await this.settled();
    await this.page.screenshot({ path });
  }

  /** A picture of the whole page at this width, however far it would scroll. */
  async pictureOfAll(width: number, path: string): Promise<void> {
    await this.page.setViewportSize({ width, height: TALL.height });
    await this.settled();
    const bottom = await this.page
      .locator('section[data-testid^="data-testid Panel header"]')
      .evaluateAll((panels) => Math.max(...panels.map((panel) => panel.getBoundingClientRect().bottom)));
    await this.page.screenshot({ path, clip: { x: 0, y: 0, width, height: Math.ceil(bottom) + 16 } });
  }

  /** Titles of the panels in view whose answer is on its way. Those out of view stand still, loading bar and all. */
  private busy(): Promise<string[]> {
    return this.page.locator('section[data-testid^="data-testid Panel header"]').evaluateAll((panels) =>
      panels
        .filter((panel) => panel.getBoundingClientRect().top < window.innerHeight)
        .filter((panel) => panel.querySelector('[aria-label="Panel loading bar"], [data-testid$="panel-streaming"]'))
        .map((panel) => panel.querySelector('h2')?.textContent ?? '')
    );
  }

  /** Chooses values of a variable by the words that its list shows. */
  async choose(variable: string, ...values: string[]): Promise<void> {
    const label = this.page.locator(
      `[data-testid="data-testid Dashboard template variables submenu Label ${variable}"]`
    );
    const box = label.locator('xpath=..').getByRole('combobox');
    await box.click();
    for (const value of values) {
      await box.fill(value);
      await this.page.getByRole('option', { name: value, exact: true }).first().click();
    }
    // What is chosen counts when the list is left.
    await box.blur();
  }
}
