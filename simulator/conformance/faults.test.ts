import {
  DescribeInstancePropertiesCommand,
  type InstanceProperty,
  paginateDescribeInstanceProperties,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { baseCredentials } from '../aws/credentials';
import { makeEstate } from '../estate/makeEstate';
import { type Simulator, startSimulator } from '../server';

const estate = makeEstate({ nodes: 200, seed: 7, now: Date.now() });
const nodes = estate.machines.flatMap(({ account, region, ssm }) =>
  ssm && account === estate.accounts[0].id && region === 'eu-west-1' ? ssm.nodeId : []
);
const size = 20;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate, throttle: false });
});
afterAll(() => simulator.close());
afterEach(() => Promise.all(['faults', 'clock'].map((door) => control('DELETE', door))));

function control(method: string, door: string, body?: unknown): Promise<Response> {
  return fetch(`${simulator.url}/__${door}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
}

async function fault(what: object): Promise<void> {
  expect((await control('POST', 'faults', [what])).status).toBe(200);
}

function client(maxAttempts = 1): SSMClient {
  return new SSMClient({
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: baseCredentials,
    maxAttempts,
  });
}

async function list(atMost = 100, stopOnSameToken = false): Promise<Array<string | undefined>> {
  const found: InstanceProperty[] = [];
  let pages = 0;
  const config = { client: client(), pageSize: size, stopOnSameToken };
  for await (const { InstanceProperties = [] } of paginateDescribeInstanceProperties(config, {})) {
    found.push(...InstanceProperties);
    if (++pages === atMost) {
      break;
    }
  }
  return found.map(({ InstanceId }) => InstanceId);
}

const one = (maxAttempts?: number) => client(maxAttempts).send(new DescribeInstancePropertiesCommand({}));

test('a short list ends early, without a word', async () => {
  await fault({ list: 'short', page: 2 });
  expect(await list()).toEqual(nodes.slice(0, 2 * size));
});

test('empty pages cost nothing', async () => {
  await fault({ list: 'emptyPage' });
  expect(await list()).toEqual(nodes);
});

test('items that come twice are given twice', async () => {
  await fault({ list: 'twice' });
  expect(await list()).toEqual(nodes.flatMap((id) => [id, id]));
});

test('a token that repeats ends the list of who looks at it, and of nobody else', async () => {
  await fault({ list: 'sameToken', page: 2 });
  const [first, second] = [nodes.slice(0, size), nodes.slice(size, 2 * size)];
  expect(await list(7)).toEqual([...first, ...Array(6).fill(second).flat()]);
  expect(await list(7, true)).toEqual([...first, ...second]);
});

test('tokens that are new each time end no list', async () => {
  await fault({ list: 'newTokens', page: 1 });
  expect(await list(7, true)).toEqual(Array(7).fill(nodes.slice(0, size)).flat());
});

test.each(['empty', 'emptyObject', 'otherJson', 'json', 'bareAnswer', 'wrongType'])(
  'the client takes %s for an answer',
  async (answer) => {
    await fault({ answer });
    const { InstanceProperties } = await one();
    expect(InstanceProperties?.length).toBe(/bareAnswer|wrongType/.test(answer) ? 50 : undefined);
  }
);

test.each(['html', 'xhtml', 'xhtmlAsXml', 'xml', 'cutBody', 'cut', 'reset', 'gateway', 'redirect'])(
  'the client takes %s for a fault',
  async (answer) => {
    await fault({ answer });
    await expect(one()).rejects.toBeInstanceOf(Object);
  }
);

test.each(['cut', 'reset', 'gateway'])('%s is asked again', async (answer) => {
  await fault({ answer, times: 1 });
  expect((await one(2)).InstanceProperties).toHaveLength(50);
});

test.each([10, -10])('a clock that is %d minutes off is corrected by the Date of the answer', async (minutes) => {
  await control('POST', 'clock', { offsetMs: minutes * 60_000 });
  await expect(one(1)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  expect((await one(2)).InstanceProperties).toHaveLength(50);
});
