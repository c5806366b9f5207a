import { XMLParser } from 'fast-xml-parser';
import { makeEstate } from '../estate/makeEstate';
import { rawCall } from '../rawCall';
import { type Simulator, startSimulator } from '../server';

const estate = makeEstate({ nodes: 200, seed: 7, now: Date.now() });
const { account, region } = { account: estate.accounts[0].id, region: 'eu-west-1' };
const here = estate.machines.filter((machine) => machine.account === account && machine.region === region);
const nodes = here.flatMap(({ ssm }) => ssm?.nodeId ?? []);
const size = 20;
const inPages = Array.from({ length: Math.ceil(nodes.length / size) }, (_, i) => nodes.slice(i * size, (i + 1) * size));

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate, throttle: false });
});
afterAll(() => simulator.close());
afterEach(() => fetch(`${simulator.url}/__faults`, { method: 'DELETE' }));

async function fault(...faults: object[]): Promise<void> {
  const answer = await fetch(`${simulator.url}/__faults`, { method: 'POST', body: JSON.stringify(faults) });
  expect(answer.status).toBe(200);
}

interface Page {
  ids: string[];
  token: string | undefined;
}

async function nodePage(token?: string): Promise<Page> {
  const answer = await rawCall(simulator.url, 'DescribeInstanceProperties', { MaxResults: size, NextToken: token });
  const { InstanceProperties, NextToken } = await answer.json();
  return { ids: InstanceProperties.map(({ InstanceId }: { InstanceId: string }) => InstanceId), token: NextToken };
}

async function instancePage(token?: string): Promise<Page> {
  const form = `Version=2016-11-15&MaxResults=20${token ? `&NextToken=${encodeURIComponent(token)}` : ''}`;
  const answer = await rawCall(simulator.url, 'DescribeInstances', form, { service: 'ec2' });
  const { reservationSet, nextToken } = new XMLParser().parse(await answer.text()).DescribeInstancesResponse;
  const items = [reservationSet?.item ?? []].flat();
  return { ids: items.map(({ instancesSet }) => instancesSet.item.instanceId), token: nextToken };
}

/** The pages that a client reads that goes on as long as there is a token, at most so many. */
async function walk(page: (token?: string) => Promise<Page>, atMost = 20): Promise<Page[]> {
  const pages: Page[] = [await page()];
  while (pages.at(-1)!.token && pages.length < atMost) {
    pages.push(await page(pages.at(-1)!.token));
  }
  return pages;
}

const ids = (pages: Page[]) => pages.map((page) => page.ids);

test('without a fault pages follow one another', async () => {
  expect(inPages.length).toBeGreaterThan(2);
  expect(ids(await walk(nodePage))).toEqual(inPages);
});

test('short: the page at which it strikes is the last', async () => {
  await fault({ list: 'short', page: 2 });
  expect(ids(await walk(nodePage))).toEqual(inPages.slice(0, 2));
});

test('emptyPage: one before each page at which it strikes, and nothing is lost', async () => {
  await fault({ list: 'emptyPage', fromPage: 2 });
  const [first, ...others] = inPages;
  expect(ids(await walk(nodePage))).toEqual([first, ...others.flatMap((page) => [[], page])]);
});

test('emptyPage: on the first page, too', async () => {
  await fault({ list: 'emptyPage', page: 1 });
  expect(ids(await walk(nodePage))).toEqual([[], ...inPages]);
});

test('sameToken: a later page gives the token that it was asked with', async () => {
  await fault({ list: 'sameToken', page: 2 });
  const pages = await walk(nodePage, 5);
  expect(ids(pages)).toEqual([inPages[0], ...Array(4).fill(inPages[1])]);
  expect(new Set(pages.map(({ token }) => token)).size).toBe(1);
});

test('sameToken: the first page gives a constant one for ever', async () => {
  await fault({ list: 'sameToken', page: 1 });
  const pages = await walk(nodePage, 5);
  expect(ids(pages)).toEqual(Array(5).fill(inPages[0]));
  expect(new Set(pages.map(({ token }) => token)).size).toBe(1);
});

test('newTokens: the same page again and again, each time with a new token', async () => {
  await fault({ list: 'newTokens', page: 2 });
  const pages = await walk(nodePage, 6);
  expect(ids(pages)).toEqual([inPages[0], ...Array(5).fill(inPages[1])]);
  expect(new Set(pages.map(({ token }) => token)).size).toBe(6);
});

test('twice: each item of the page comes twice', async () => {
  await fault({ list: 'twice', page: 1 });
  const [first, ...others] = inPages;
  expect(ids(await walk(nodePage))).toEqual([first.flatMap((id) => [id, id]), ...others]);
});

test.each([
  ['short', (all: string[]) => [all.slice(0, 20)]],
  ['emptyPage', (all: string[]) => [[], all.slice(0, 20), all.slice(20)]],
  ['twice', (all: string[]) => [all.slice(0, 20).flatMap((id) => [id, id]), all.slice(20)]],
])('EC2’s lists are struck by %s', async (list, expected) => {
  const instances = here.flatMap(({ ec2 }) => ec2?.instanceId ?? []);
  expect(instances.length).toBeGreaterThan(20);
  expect(instances.length).toBeLessThanOrEqual(40);
  await fault({ service: 'ec2', list, page: 1 });
  expect(ids(await walk(instancePage))).toEqual(expected(instances));
});

test('short: tagging ends its lists with an empty token', async () => {
  await fault({ list: 'short' });
  const signed = rawCall(simulator.url, 'GetResources', { ResourcesPerPage: 5 }, { service: 'tagging' });
  const { PaginationToken, ResourceTagMappingList } = await (await signed).json();
  expect(PaginationToken).toBe('');
  expect(ResourceTagMappingList).toHaveLength(5);
});

test('what is no list stays as it is', async () => {
  const [{ baselineId }] = estate.baselines.filter((each) => each.account === account && each.region === region);
  const read = async () => (await rawCall(simulator.url, 'GetPatchBaseline', { BaselineId: baselineId })).json();
  const before = await read();
  await fault({ list: 'twice' }, { list: 'emptyPage' });
  expect(await read()).toEqual(before);
});

test('an error strikes the page that it is meant for', async () => {
  await fault({ code: 'InternalServerError', status: 500, page: 3, times: 1 });
  const [, second] = await walk(nodePage, 2);
  const third = { MaxResults: size, NextToken: second.token };
  expect((await rawCall(simulator.url, 'DescribeInstanceProperties', third)).status).toBe(500);
  expect((await nodePage(second.token)).ids).toEqual(inPages[2]);
});

test('an empty page in mid-stream is a page, too', async () => {
  await fault({ code: 'InternalServerError', status: 500, page: 2 });
  const list = (token?: string) => rawCall(simulator.url, 'DescribeInstanceInformation', { NextToken: token });
  const { NextToken } = await (await list()).json();
  expect((await list(NextToken)).status).toBe(500);
});
