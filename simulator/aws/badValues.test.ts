import { XMLParser } from 'fast-xml-parser';
import { makeEstate } from '../estate/makeEstate';
import { rawCall } from '../rawCall';
import { type Simulator, startSimulator } from '../server';

const estate = makeEstate({ nodes: 200, seed: 7, now: Date.now() });
const here = estate.machines.filter(
  ({ account, region }) => account === estate.accounts[0].id && region === 'eu-west-1'
);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate, throttle: false });
});
afterAll(() => simulator.close());
afterEach(() => fetch(`${simulator.url}/__faults`, { method: 'DELETE' }));

async function fault(fault: object): Promise<void> {
  const answer = await fetch(`${simulator.url}/__faults`, { method: 'POST', body: JSON.stringify([fault]) });
  expect(answer.status).toBe(200);
}

async function properties(): Promise<Array<Record<string, any>>> {
  const answer = await rawCall(simulator.url, 'DescribeInstanceProperties', { MaxResults: 1000 });
  return (await answer.json()).InstanceProperties;
}

async function patchStates(): Promise<Array<Record<string, any>>> {
  const InstanceIds = here.flatMap(({ ssm }) => (ssm?.patch ? ssm.nodeId : [])).slice(0, 50);
  return (await (await rawCall(simulator.url, 'DescribeInstancePatchStates', { InstanceIds })).json())
    .InstancePatchStates;
}

async function instances(): Promise<Array<Record<string, any>>> {
  const answer = await rawCall(simulator.url, 'DescribeInstances', 'Version=2016-11-15', { service: 'ec2' });
  const parser = new XMLParser({ parseTagValue: false });
  const { reservationSet } = parser.parse(await answer.text()).DescribeInstancesResponse;
  return reservationSet.item.map(({ instancesSet }: any) => instancesSet.item);
}

test.each([
  ['nanTime', 'NaN'],
  ['year1', -62135596800],
  ['year1601', -11644473600],
  ['year2300', 10413792000],
  ['year9999', 253402300799],
])('%s strikes the first time of every seventh item, and nothing else', async (value, wrong) => {
  const before = await properties();
  await fault({ value });
  const after = await properties();
  expect(after).toHaveLength(before.length);
  after.forEach(({ LastPingDateTime, ...others }, i) => {
    const { LastPingDateTime: right, ...same } = before[i];
    expect(others).toEqual(same);
    expect(LastPingDateTime === wrong).toBe(i % 7 === 0);
    expect(Math.abs(LastPingDateTime - right) < 400).toBe(i % 7 !== 0);
  });
});

test('textTime is ISO text where JSON has a number, and seconds where XML has ISO text', async () => {
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  await fault({ value: 'textTime' });
  const pings = (await properties()).map(({ LastPingDateTime }) => LastPingDateTime);
  expect(pings[0]).toMatch(iso);
  expect(typeof pings[1]).toBe('number');
  const launches = (await instances()).map(({ launchTime }) => launchTime);
  expect(launches[0]).toMatch(/^\d{10}(\.\d+)?$/);
  expect(launches[1]).toMatch(iso);
});

test.each([
  ['bigCount', 5_000_000_000],
  ['minusOne', -1],
])('%s strikes the first count, or the one that is named', async (value, wrong) => {
  const before = await patchStates();
  await fault({ value });
  const first = await patchStates();
  expect(first[7]).toEqual({ ...before[7], InstalledCount: wrong });
  expect(first[8]).toEqual(before[8]);
  await fetch(`${simulator.url}/__faults`, { method: 'DELETE' });
  await fault({ value, member: 'MissingCount' });
  expect((await patchStates())[7]).toEqual({ ...before[7], MissingCount: wrong });
});

test('a map of counts has counts', async () => {
  await fault({ value: 'minusOne' });
  const [node] = await properties();
  expect(Object.values(node.AssociationOverview.InstanceAssociationStatusAggregatedCount)).toContain(-1);
});

test('a time can be named, too', async () => {
  const [before] = await patchStates();
  await fault({ value: 'nanTime', member: 'OperationEndTime' });
  expect((await patchStates())[0]).toEqual({ ...before, OperationEndTime: 'NaN' });
});

test('doubleTag gives a key twice, with two values', async () => {
  await fault({ value: 'doubleTag' });
  const answer = await rawCall(simulator.url, 'GetResources', {}, { service: 'tagging' });
  const { ResourceTagMappingList } = await answer.json();
  const [first, ...others] = ResourceTagMappingList.map(({ Tags }: any) => Tags);
  expect(first.at(-1)).toEqual({ Key: first[0].Key, Value: `${first[0].Value} (again)` });
  expect(new Set(others[0].map(({ Key }: any) => Key)).size).toBe(others[0].length);
  const tags = (await instances())[7].tagSet.item;
  expect(tags.filter(({ key }: any) => key === tags[0].key)).toHaveLength(2);
});

test('the estate itself stays as it was', async () => {
  const summaries = async () =>
    (await rawCall(simulator.url, 'ListResourceComplianceSummaries', { MaxResults: 50 })).json();
  const before = await summaries();
  await fault({ value: 'minusOne' });
  expect(await summaries()).not.toEqual(before);
  await fetch(`${simulator.url}/__faults`, { method: 'DELETE' });
  expect(await summaries()).toEqual(before);
});
