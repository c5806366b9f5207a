import { isEqual } from 'lodash';
import type { Locator, Page } from 'playwright-core';
import { tabTo } from './keyboard';

const OPTIONS_AT_MOST = 20;
const TURNS_AT_MOST = 40;
const LOOKS_AT_MOST = 25;
const CELL = '[role="cell"], [role="gridcell"]';

/** Explore with one query of one data source. */
export class ExploreView {
  constructor(
    private readonly page: Page,
    private readonly url: string
  ) {}

  /** @param query without refId. */
  async open(uid: string, type: string, query: object = {}): Promise<this> {
    const queries = [{ refId: 'A', datasource: { uid, type }, ...query }];
    const panes = JSON.stringify({ a: { datasource: uid, queries, range: { from: 'now-1h', to: 'now' } } });
    await this.page.setViewportSize({ width: 1600, height: 1800 });
    await this.page.goto(`${this.url}/explore?${new URLSearchParams({ schemaVersion: '1', panes })}`);
    await this.page.getByRole('combobox', { name: 'Resource' }).waitFor({ timeout: 60_000 });
    return this;
  }

  /** Opens Explore as it comes, which is with the default data source. */
  async openEmpty(): Promise<this> {
    await this.page.setViewportSize({ width: 1600, height: 1800 });
    await this.page.goto(`${this.url}/explore`);
    await this.page.getByRole('combobox', { name: 'Resource' }).waitFor({ timeout: 60_000 });
    return this;
  }

  /** Reaches an input by Tab and picks an option of its list by typing, and by the arrows where several fit. */
  async pick(name: string, option: string): Promise<void> {
    await tabTo(this.page, name);
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.type(option, { delay: 40 });
    const options = this.page.getByRole('option');
    await options
      .filter({ has: this.page.getByText(option, { exact: true }) })
      .last()
      .waitFor();
    const wanted = (await this.settledOptions()).findIndex(
      (text) => text.split('\n')[0] === option && !text.includes('Use custom value')
    );
    for (let step = 0; step < OPTIONS_AT_MOST && !(await this.activeOption()).endsWith(`-item-${wanted}`); step++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  /** Picks an option of an input's list with the mouse. A long list opens where its choice is, and draws what is in sight. */
  async click(name: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name }).click();
    await this.settledOptions();
    const wanted = this.page.getByRole('option').getByText(option, { exact: true });
    await this.page.getByRole('listbox').hover();
    await this.page.mouse.wheel(0, -10_000);
    for (let turn = 0; turn < TURNS_AT_MOST && !(await wanted.isVisible()); turn++) {
      await this.page.waitForTimeout(100);
      await this.page.mouse.wheel(0, 150);
    }
    await wanted.click();
  }

  /** Types into an input with a list and picks an option that this leaves. */
  async find(name: string, text: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name }).click();
    await this.page.keyboard.type(text, { delay: 40 });
    await this.settledOptions();
    await this.page.getByRole('option').getByText(option, { exact: true }).click();
  }

  /** Asks one of the examples of the resource. */
  async askExample(title: string): Promise<void> {
    await this.page.getByRole('group', { name: 'Examples' }).getByRole('button', { name: title, exact: true }).click();
  }

  /** Waits until an input shows a choice. */
  async shows(name: string, choice: string): Promise<void> {
    await this.page
      .getByRole('combobox', { name })
      .and(this.page.locator(`[value="${choice}"]`))
      .waitFor();
  }

  /** Reaches the editor's choice of views by Tab and takes the one after the first. */
  async takeSecondView(): Promise<void> {
    await tabTo(this.page, 'Resource'); // the preview has another choice called Table before the editor
    await tabTo(this.page, 'Table');
    await this.page.keyboard.press('ArrowRight');
  }

  /** Waits for a complaint about the query: Grafana writes it below the query, the preview behind the sign in the answer's header. */
  async complaintAbout(word: string): Promise<string> {
    const complaint = this.page.getByText(new RegExp(`has no .*${word}`)).first();
    const sign = this.page.locator('[data-testid="data-testid Panel status error"]').first();
    await complaint.or(sign).first().waitFor();
    if (await sign.isVisible()) {
      await sign.hover();
    }
    await complaint.waitFor();
    return complaint.innerText();
  }

  /** Cells of the answer's row in which a cell ends with this text. Grafana's Explore and its panels have different kinds of tables. */
  async rowOf(text: string): Promise<string[]> {
    const row = this.answerRows().filter({ has: this.page.locator(CELL).getByText(new RegExp(`(^| )${text}$`)) });
    await row.first().waitFor();
    return (await row.first().locator(CELL).allInnerTexts()).map((cell) => cell.trim());
  }

  /** Waits until the answer has so many rows. */
  async rowCountIs(count: number): Promise<void> {
    await this.answerRows()
      .nth(count - 1)
      .waitFor();
    await this.answerRows().nth(count).waitFor({ state: 'detached' });
  }

  /** Each of the answer's rows, as the texts of its cells. */
  async rows(): Promise<string[][]> {
    const rows = await this.answerRows().all();
    return Promise.all(rows.map((row) => row.locator(CELL).allInnerTexts()));
  }

  /** Options of the open list, once it has stopped changing: some lists are asked for as one types. */
  private async settledOptions(): Promise<string[]> {
    const options = this.page.getByRole('option');
    let before: string[] = [];
    for (let look = 0; look < LOOKS_AT_MOST; look++) {
      const now = await options.allInnerTexts();
      if (now.length > 0 && isEqual(now, before)) {
        return now;
      }
      before = now;
      await this.page.waitForTimeout(400);
    }
    throw new Error(`The list goes on changing, or is empty: ${before.join('; ')}`);
  }

  private answerRows(): Locator {
    const table = this.page.locator('[role="table"], [role="grid"]').first();
    return table.getByRole('row').filter({ has: this.page.locator(CELL) });
  }

  /** Id of the option that Enter would take; it ends with its place in the list. */
  private activeOption(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-activedescendant') ?? '');
  }
}
