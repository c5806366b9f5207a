import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildPreview } from '../web/build';
import { type MockHost, startMockHost } from './mockHost';

let browser: Browser;
let host: MockHost;
let context: BrowserContext;
let page: Page;
/** Whatever the browser's console was told as an error, or as a request that failed. */
let complaints: string[];

beforeAll(async () => {
  host = await startMockHost(await buildPreview());
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic'],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
});

beforeEach(async () => {
  complaints = [];
  host.asked.length = 0;
  context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-US' });
  page = await context.newPage();
  page.setDefaultTimeout(45_000);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(() => context.close());

jest.setTimeout(60_000);

const open = (path: string) => page.goto(`${host.url}${path}`);
const panel = (title: string) => page.getByTestId(`data-testid Panel header ${title}`);

test('a dashboard shows what its panels were answered', async () => {
  await open('/d/smoke');
  await panel('Worst nodes').getByText('web-prd-017').waitFor();
  await panel('Nodes').getByText('35').waitFor();
  await panel('By patch bucket').getByText('missing').waitFor();
  await panel('CPU').locator('.uplot canvas').first().waitFor();
  await panel('CPU').getByText('web-prd-017').waitFor();
  await panel('Words').getByText('shop-production,shop-staging').waitFor();
  await panel('Map').getByText("geomap panels can't be shown in the preview").waitFor();
  expect(await page.getByTestId('preview-bar').innerText()).toContain('Preview, not Grafana');
  expect(complaints).toEqual([]);
});

test('a table honours transformations, overrides, mappings and sorting', async () => {
  await open('/d/smoke');
  const table = panel('Worst nodes');
  await table.getByText('Missing updates').waitFor();
  expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['name', 'Patch bucket', 'Missing']);
  expect(await table.getByRole('gridcell').allInnerTexts()).toEqual([
    'web-prd-017',
    'Missing updates',
    '12',
    'SQLPRD07',
    'Compliant',
    '0',
  ]);
  const background = await table
    .getByText('Missing updates')
    .evaluate((cell) => getComputedStyle(cell.closest('[role=gridcell]')!).backgroundImage);
  expect(background).toContain('rgb(255, 152, 48)');
});

test('variables reach the queries, the address and the links', async () => {
  await open('/d/smoke?var-account=shop-staging&from=now-3h&to=now');
  await panel('Worst nodes').getByText('web-prd-017').waitFor();
  const [{ queries, from, to }] = host.asked as unknown as Array<{
    queries: Array<{ account: string }>;
    from: string;
    to: string;
  }>;
  expect(queries[0].account).toBe('shop-staging');
  expect(Number(to) - Number(from)).toBe(3 * 3_600_000);
  expect(await panel('Nodes').getByRole('link').first().getAttribute('href')).toBe('/d/other?var-account=shop-staging');

  await page.getByRole('link', { name: 'Other dashboard' }).last().click();
  await page.getByRole('heading', { name: 'Other dashboard' }).waitFor();
  const address = new URL(page.url());
  expect(address.pathname).toBe('/d/other');
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    'var-account': 'shop-staging',
    from: 'now-3h',
    to: 'now',
  });
});

test('notices and errors stand in the header and can be read in full', async () => {
  await open('/d/smoke');
  await panel('Worst nodes').getByTestId('data-testid Panel status warning').hover();
  await page.getByText('1 of 2 targets is stale: eu-west-1 in 222222222222').waitFor();
  await page.getByRole('button', { name: 'Inspect' }).click();
  await page.getByRole('dialog').getByText('1 of 2 targets is stale: eu-west-1 in 222222222222').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await page.getByText('Failing').click();
  await panel('Refused').getByTestId('data-testid Panel status error').hover();
  await page.getByText("account shop-production,shop-staging can't be read: AccessDenied").waitFor();
});

test('the theme changes in place, without asking again', async () => {
  await open('/d/smoke?theme=dark');
  await panel('Worst nodes').getByText('Missing updates').waitFor();
  const asked = host.asked.length;
  const background = () => panel('Nodes').evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await background();
  await page.getByRole('button', { name: 'Change to the light theme' }).click();
  await page.waitForFunction(
    (before) =>
      getComputedStyle(document.querySelector('[data-testid="data-testid Panel header Nodes"]')!).backgroundColor !==
      before,
    dark
  );
  expect(await background()).toBe('rgb(255, 255, 255)');
  expect(host.asked).toHaveLength(asked);
});

test("the config editor is the plugin's own, and Save & test tells the health check", async () => {
  await open('/connections/datasources');
  await page.getByRole('link', { name: 'Smoke', exact: true }).click();
  await page.getByText(`Region eu-west-1, loaded from ${host.url}/public/plugins/smoke-datasource/module.js`).waitFor();
  await page.getByRole('button', { name: 'Save & test' }).click();
  await page.getByText('Account 111122223333 answers in eu-west-1').waitFor();
  expect(host.saved.at(-1)).toMatchObject({ uid: 'smoke', jsonData: { defaultRegion: 'eu-west-1' } });
  expect(complaints).toEqual([]);
});

test("Explore runs what the plugin's query editor says and keeps it in the address", async () => {
  await open('/explore');
  await page.getByLabel('Account').fill('shop-staging');
  await page.getByRole('button', { name: 'Run query' }).click();
  await panel('Answer').getByText('web-prd-017').waitFor();
  expect(host.asked.at(-1)?.queries[0].account).toBe('shop-staging');
  await page.reload();
  expect(await page.getByLabel('Account').inputValue()).toBe('shop-staging');
  expect(complaints).toEqual([]);
});

test("an app's pages are routed by the app", async () => {
  await open('/a/smoke-app/sources');
  await page.getByRole('heading', { name: 'Routed by the app' }).waitFor();
  await open('/a/nowhere');
  await page.getByText('Not in the preview').waitFor();
});

test('one panel can be viewed alone, in a place that a link can name', async () => {
  await open('/d/smoke?viewPanel=panel-5');
  await panel('Worst nodes').getByText('web-prd-017').waitFor();
  expect(await panel('Nodes').count()).toBe(0);
  await page.getByRole('button', { name: 'Back to dashboard' }).click();
  await panel('Nodes').getByText('35').waitFor();
  expect(new URL(page.url()).searchParams.has('viewPanel')).toBe(false);
});

test('a dashboard that is not there is named', async () => {
  await open('/d/nowhere');
  await page.getByText("Dashboard nowhere can't be shown").waitFor();
});

test.each(['dark', 'light'])('the frame of the page is accessible in the %s theme', async (theme) => {
  await open(`/connections/datasources?theme=${theme}`);
  await page.getByRole('link', { name: 'Smoke', exact: true }).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
