import type { Page } from 'playwright-core';

/** The settings of a data source, and its health check. */
export class DataSourceView {
  constructor(
    private readonly page: Page,
    private readonly url: string
  ) {}

  async open(uid: string): Promise<this> {
    await this.page.goto(`${this.url}/connections/datasources/edit/${uid}`);
    await this.testButton().waitFor({ timeout: 60_000 });
    return this;
  }

  /** Value of a text field by its label. */
  field(label: string, nth = 0): Promise<string> {
    return this.page.getByLabel(label, { exact: true }).nth(nth).inputValue();
  }

  /** Runs the health check and gives its words; details are unfolded. */
  async test(): Promise<string> {
    await this.testButton().click();
    const alert = this.page.locator('[data-testid="data-testid Data source settings page Alert"]').last();
    await alert.filter({ hasNotText: /^Testing/ }).waitFor({ timeout: 60_000 });
    for (const fold of await alert.locator('summary').all()) {
      await fold.click();
    }
    return (await alert.innerText()).trim();
  }

  /** Fills a text field by its label. */
  async fill(label: string, text: string, nth = 0): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).nth(nth).fill(text);
  }

  /** Runs the health check, and waits for words of it that no earlier one had. @returns all that is said now. */
  async testUntil(words: string): Promise<string[]> {
    await this.testButton().click();
    const alerts = this.page.locator('[data-testid="data-testid Data source settings page Alert"]');
    await alerts.filter({ hasText: words }).waitFor({ timeout: 60_000 });
    return alerts.allInnerTexts();
  }

  /** Provisioned sources can't be saved, so theirs says "Test". */
  private testButton() {
    return this.page.getByRole('button', { name: /^(Save & test|Test)$/ });
  }
}
