import type { Page } from 'playwright-core';

/** What the page says of an account, by the titles of its columns. */
export type AccountFacts = Record<string, string>;

/** The app's page of what is read, and how well. */
export class SourcesView {
  constructor(
    private readonly page: Page,
    private readonly url: string
  ) {}

  async open(): Promise<this> {
    await this.page.goto(`${this.url}/a/onepane-fleet-app`);
    return this;
  }

  /** The accounts of a source, when each has all of these facts, and whole. */
  async accounts(source: string, ...facts: string[]): Promise<AccountFacts[]> {
    const rows = this.table(source).locator('tbody tr');
    await rows.first().waitFor({ timeout: 60_000 });
    for (const until = Date.now() + 60_000; Date.now() < until; await this.page.waitForTimeout(250)) {
      const accounts = await rows.evaluateAll((all) =>
        all.map((row) =>
          Object.fromEntries(
            [...row.querySelectorAll('td[data-title]')].map((cell) => [
              cell.getAttribute('data-title'),
              cell.textContent,
            ])
          )
        )
      );
      if (accounts.every((account) => facts.every((fact) => !/^unknown$| so far$/.test(account[fact] ?? 'unknown')))) {
        return accounts as AccountFacts[];
      }
    }
    throw new Error(`Of the accounts of ${source} not all of ${facts.join(', ')} were told within 60 s`);
  }

  async checkMetrics(source: string): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Check metrics' });
    const card = this.page
      .locator('div')
      .filter({ has: this.table(source) })
      .filter({ has: button })
      .last();
    await card.getByRole('button', { name: 'Check metrics' }).click();
  }

  private table(source: string) {
    return this.page.getByRole('table', { name: `Accounts of ${source}`, exact: true });
  }
}
