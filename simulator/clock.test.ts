import { makeEstate } from './estate/makeEstate';
import { rawCall } from './rawCall';
import { type Simulator, startSimulator } from './server';

const minute = 60_000;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate: makeEstate({ nodes: 20, seed: 7, now: Date.now() }) });
});
afterAll(() => simulator.close());
afterEach(() => door('DELETE'));

async function door(method: string, body?: unknown) {
  const answer = await fetch(`${simulator.url}/__clock`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

const dateOf = ({ headers }: Response) => Date.parse(headers.get('date')!);

test.each([
  [10 * minute, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
  [
    -10 * minute,
    /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
  ],
])(
  '%d ms off: a signature of this machine’s time is refused, one of the answer’s Date is not',
  async (offsetMs, words) => {
    expect(await door('POST', { offsetMs })).toEqual({ status: 200, body: { offsetMs } });
    const refused = await rawCall(simulator.url, 'ListAssociations');
    expect(await refused.json()).toEqual({
      __type: 'InvalidSignatureException',
      message: expect.stringMatching(words),
    });
    expect(Math.abs(dateOf(refused) - Date.now() - offsetMs)).toBeLessThan(minute);
    const corrected = await rawCall(simulator.url, 'ListAssociations', {}, { at: new Date(dateOf(refused)) });
    expect(corrected.status).toBe(200);
  }
);

test('what AWS dates goes by its clock', async () => {
  const pinged = async () => {
    const answer = await rawCall(simulator.url, 'DescribeInstanceProperties', {}, { at: new Date(Date.now() + off) });
    return (await answer.json()).InstanceProperties.map((node: any) => [node.LastPingDateTime, node.RegistrationDate]);
  };
  let off = 0;
  const before: number[][] = await pinged();
  off = 10 * minute;
  await door('POST', { offsetMs: off });
  const shifted = (seconds: number | undefined) => seconds && expect.closeTo(seconds + off / 1000, 3);
  expect(before.flat().filter(Boolean).length).toBeGreaterThan(5);
  expect(await pinged()).toEqual(before.map((dates) => dates.map(shifted)));
});

test('four minutes are none', async () => {
  await door('POST', { offsetMs: 4 * minute });
  expect((await rawCall(simulator.url, 'ListAssociations')).status).toBe(200);
});

test('it is told, and set right again', async () => {
  await door('POST', { offsetMs: -10 * minute });
  expect((await door('GET')).body).toEqual({ offsetMs: -10 * minute });
  await door('DELETE');
  expect((await door('GET')).body).toEqual({ offsetMs: 0 });
  expect((await rawCall(simulator.url, 'ListAssociations')).status).toBe(200);
});

test.each([
  [{ offset: 5 }, 'offset is not known'],
  [{}, 'offsetMs must be whole milliseconds'],
  [{ offsetMs: '5' }, 'and is "5"'],
  [[], 'offsetMs must be'],
])('%j is refused by name', async (body, words) => {
  expect(await door('POST', body)).toEqual({ status: 400, body: { message: expect.stringContaining(words) } });
});
