import { rawCall } from '../rawCall';
import { type Simulator, startSimulator } from '../server';
import { type Estate, type Machine, nodeIdOf, type SsmFacts } from './machine';
import { makeEstate } from './makeEstate';

type Managed = Machine & { ssm: SsmFacts };

let estate: Estate;
let simulator: Simulator;
let here: Machine[];
beforeEach(async () => {
  estate = makeEstate({ nodes: 300, seed: 7, now: Date.now() });
  simulator = await startSimulator({ estate, throttle: false });
  here = estate.machines.filter(({ account, region }) => account === estate.accounts[0].id && region === 'eu-west-1');
});
afterEach(() => simulator.close());

async function change(body: unknown) {
  const answer = await fetch(`${simulator.url}/__world`, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

async function truth(): Promise<any> {
  return (await fetch(`${simulator.url}/__truth`)).json();
}

async function ssm(operation: string, input: object): Promise<any> {
  return (await rawCall(simulator.url, operation, input)).json();
}

async function nodes(): Promise<any[]> {
  return (await ssm('DescribeInstanceProperties', { MaxResults: 1000 })).InstanceProperties;
}

async function instances(query = ''): Promise<string> {
  return (await rawCall(simulator.url, 'DescribeInstances', `Version=2016-11-15${query}`, { service: 'ec2' })).text();
}

/** Everything that SSM and tagging say of a node: ids alone. */
async function told(nodeId: string): Promise<Record<string, boolean>> {
  const filter = { Filters: [{ Key: 'ResourceId', Values: [nodeId] }] };
  const states = await ssm('DescribeInstancePatchStates', { InstanceIds: [nodeId] });
  const verdicts = await ssm('ListResourceComplianceSummaries', filter);
  const place = `eu-west-1:${estate.accounts[0].id}`;
  const arns = [`arn:aws:ssm:${place}:managed-instance/${nodeId}`, `arn:aws:ec2:${place}:instance/${nodeId}`];
  const tagged = await rawCall(simulator.url, 'GetResources', { ResourceARNList: arns }, { service: 'tagging' });
  const information = await ssm('DescribeInstanceInformation', { Filters: [{ Key: 'InstanceIds', Values: [nodeId] }] });
  return {
    listed: (await nodes()).some(({ InstanceId }) => InstanceId === nodeId),
    informed: information.InstanceInformationList.length > 0,
    state: states.InstancePatchStates.length > 0,
    verdict: verdicts.ResourceComplianceSummaryItems.length > 0,
    tagged: (await tagged.text()).includes(nodeId),
    true: (await truth()).machines.some((machine: any) => machine.nodeId === nodeId),
  };
}

const everything = { listed: true, informed: true, state: true, verdict: true, tagged: true, true: true };
const nothing = { listed: false, informed: false, state: false, verdict: false, tagged: false, true: false };

function first(holds: (machine: Managed) => boolean): Managed & { id: string } {
  const found = here.find((machine): machine is Managed => machine.ssm !== null && holds(machine as Managed))!;
  return Object.assign(found, { id: found.ssm.nodeId });
}

const scanned = ({ ssm: { patch } }: Managed) => patch !== null;

test('a hybrid node that vanishes is deregistered: nothing of AWS’s knows it any more', async () => {
  const { id } = first((machine) => machine.kind !== 'ec2' && scanned(machine));
  expect(await told(id)).toEqual(everything);
  expect(await change({ vanish: [id] })).toEqual({ status: 200, body: { appeared: [] } });
  expect(await told(id)).toEqual(nothing);
  const { vanished, totals } = await truth();
  expect(vanished).toEqual([expect.objectContaining({ nodeId: id, vanishedAt: expect.any(Number) })]);
  expect(totals.machines).toBe(299);
  expect(await change({ vanish: [id] })).toMatchObject({ status: 400 });
});

test('a node that is scanned has a new patch state, and misses what it missed', async () => {
  const { nodeId, patch } = here.find(({ ssm }) => (ssm?.patch?.counts.Missing ?? 0) > 0)!.ssm!;
  const state = async () =>
    (await ssm('DescribeInstancePatchStates', { InstanceIds: [nodeId] })).InstancePatchStates[0];
  const before = await state();
  expect(await change({ scan: [nodeId] })).toMatchObject({ status: 200 });
  const after = await state();
  expect(after.OperationEndTime).toBeGreaterThan(before.OperationEndTime);
  expect(after.OperationEndTime - after.OperationStartTime).toBeCloseTo(60);
  expect(after.MissingCount).toBe(patch!.counts.Missing);
});

test('an EC2 instance that vanishes is terminated: EC2 remembers it for an hour', async () => {
  const { id } = first((machine) => machine.kind === 'ec2' && machine.power.running && scanned(machine));
  expect(await told(id)).toEqual(everything);
  await change({ vanish: [id] });
  expect(await told(id)).toEqual(nothing);
  const remembered = await instances(`&InstanceId.1=${id}`);
  expect(remembered).toContain('<instanceState><code>48</code><name>terminated</name></instanceState>');
  expect(remembered).not.toMatch(/privateIpAddress|iamInstanceProfile/);
  estate.vanished[0].at -= 3_601_000;
  expect(await instances()).not.toContain(id);
});

test('machines that appear are like others of the estate, under new ids, and complete', async () => {
  const before = new Set(estate.machines.map(nodeIdOf));
  const places = new Set(estate.machines.map(({ account, region }) => `${account}/${region}`));
  const { body } = await change({ appear: 40 });
  expect(new Set(body.appeared).size).toBe(40);
  expect(body.appeared.filter((id: string) => before.has(id))).toEqual([]);
  const { machines, totals } = await truth();
  expect(totals.machines).toBe(340);
  const added = machines.filter(({ nodeId }: any) => body.appeared.includes(nodeId));
  expect(added).toHaveLength(40);
  expect(new Set(added.map(({ kind }: any) => kind))).toEqual(new Set(['ec2', 'onPremises', 'edge']));
  added.forEach(({ account, region, managed }: any) => {
    expect(places.has(`${account}/${region}`)).toBe(true);
    expect(managed).toBe(true);
  });
  const inPlace = added.filter(
    ({ account, region }: any) => account === estate.accounts[0].id && region === 'eu-west-1'
  );
  expect(inPlace.length).toBeGreaterThan(3);
  const listed = (await nodes()).map(({ InstanceId }) => InstanceId);
  expect(listed).toEqual(expect.arrayContaining(inPlace.map(({ nodeId }: any) => nodeId)));
  const more = await change({ appear: 1 });
  expect(body.appeared).not.toContain(more.body.appeared[0]);
});

test('the same changes make the same world', async () => {
  const [gone] = estate.machines.map(nodeIdOf);
  const { body } = await change({ vanish: [gone], appear: 3 });
  await simulator.close();
  simulator = await startSimulator({ estate: makeEstate({ nodes: 300, seed: 7, now: estate.madeAt }) });
  expect((await change({ vanish: [gone], appear: 3 })).body).toEqual(body);
});

test('a node that is renamed reports its new name', async () => {
  const { id } = first(() => true);
  const name = 'web<b>&"1"';
  await change({ rename: { [id]: name } });
  expect((await nodes()).find(({ InstanceId }) => InstanceId === id).ComputerName).toBe(name);
  expect((await truth()).machines.find(({ nodeId }: any) => nodeId === id).names.computerName).toBe(name);
});

test('an instance that is stopped, and started again', async () => {
  const { id } = first(({ kind, power, ssm: { silentSince } }) => kind === 'ec2' && power.running && !silentSince);
  const seen = async () => {
    const node = (await nodes()).find(({ InstanceId }) => InstanceId === id);
    const xml = await instances(`&InstanceId.1=${id}`);
    const { informed } = await told(id);
    const { power, ssm: facts } = (await truth()).machines.find(({ nodeId }: any) => nodeId === id);
    return [
      node.InstanceState,
      node.PingStatus,
      /<name>(\w+)</.exec(xml)![1],
      informed,
      power.running,
      facts.pingStatus,
    ];
  };
  const running = ['running', 'Online', 'running', true, true, 'Online'];
  expect(await seen()).toEqual(running);
  await change({ stop: [id] });
  expect(await seen()).toEqual(['stopped', 'ConnectionLost', 'stopped', false, false, 'ConnectionLost']);
  await change({ start: [id] });
  expect(await seen()).toEqual(running);
});

test('CloudWatch has metrics of an instance that has appeared', async () => {
  const dimension = async (id: string) => {
    const form = `Version=2010-08-01&Namespace=AWS%2FEC2&Dimensions.member.1.Name=InstanceId&Dimensions.member.1.Value=${id}`;
    return (await rawCall(simulator.url, 'ListMetrics', form, { service: 'monitoring' })).text();
  };
  expect(await dimension(first(({ kind }) => kind === 'ec2').id)).toContain('CPUUtilization');
  await change({ appear: 30 });
  const added = estate.machines.slice(300).filter(({ kind, account, region, power }) => {
    return kind === 'ec2' && account === estate.accounts[0].id && region === 'eu-west-1' && power.running;
  });
  expect(added.length).toBeGreaterThan(0);
  expect(await dimension(nodeIdOf(added[0])!)).toContain('CPUUtilization');
});

test.each<[unknown, string]>([
  [[], 'a change must be a JSON object'],
  [{ burn: 3 }, 'burn is none of vanish, appear, rename, stop, start, scan'],
  [{ scan: ['i-1'] }, 'scan: no machine of the estate is "i-1"'],
  [{ vanish: 'i-1' }, 'vanish must be a list of ids, and is "i-1"'],
  [{ vanish: ['i-1'] }, 'vanish: no machine of the estate is "i-1"'],
  [{ appear: -1 }, 'appear must be a whole number from 0 to 100000, and is -1'],
  [{ rename: ['x'] }, 'rename must be new names by id, and is ["x"]'],
  [{ rename: { 'i-1': 'x' } }, 'rename: no machine of the estate is "i-1"'],
  [{ start: ['mi-1'] }, 'start: no machine of the estate is "mi-1"'],
])('%j is refused by name, and changes nothing', async (body, message) => {
  expect(await change(body)).toEqual({ status: 400, body: { message: expect.stringContaining(message) } });
  expect(estate.revision).toBe(0);
});

test('only EC2 instances can be stopped, and a name is a text', async () => {
  const { id } = first(({ kind }) => kind !== 'ec2');
  expect((await change({ stop: [id] })).body.message).toBe(`stop: ${id} is no EC2 instance`);
  expect((await change({ rename: { [id]: 7 } })).body.message).toBe(
    `rename: the new name of ${id} must be a text, and is 7`
  );
});
