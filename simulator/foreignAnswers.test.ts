import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { makeEstate } from './estate/makeEstate';
import { rawCall } from './rawCall';
import { type Simulator, startSimulator } from './server';

const estate = makeEstate({ nodes: 60, seed: 7, now: Date.now() });
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate });
});
afterAll(() => simulator.close());
afterEach(() => door('DELETE', 'faults'));

async function door(method: string, name: string, body?: unknown): Promise<any> {
  const response = await fetch(`${simulator.url}/__${name}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.json();
}

/** The answer to a call that meets a fault, and its body. */
async function met(answer: string, call = () => rawCall(simulator.url, 'ListAssociations')) {
  await door('POST', 'faults', [{ answer }]);
  const response = await call();
  return { response, type: response.headers.get('content-type'), body: await response.text() };
}

const identity = () => rawCall(simulator.url, 'GetCallerIdentity', 'Version=2011-06-15', { service: 'sts' });
const instances = () => rawCall(simulator.url, 'DescribeInstances', 'Version=2016-11-15', { service: 'ec2' });
const requestId = ({ headers }: Response) => headers.get('x-amzn-requestid');

test.each([
  ['empty', 200, null, /^$/],
  ['html', 200, 'text/html; charset=utf-8', /<form/],
  ['xhtml', 200, 'text/html; charset=utf-8', /http:\/\/www.w3.org\/1999\/xhtml/],
  ['xhtmlAsXml', 200, 'application/xhtml+xml; charset=utf-8', /http:\/\/www.w3.org\/1999\/xhtml/],
  ['json', 200, 'application/json', /^\{"error":"login required"\}$/],
  ['xml', 200, 'text/xml', /<portal>/],
  ['gateway', 503, 'text/html', /503 Service Temporarily Unavailable/],
])('%s has nothing of AWS', async (answer, status, contentType, words) => {
  const { response, type, body } = await met(answer);
  expect(response.status).toBe(status);
  expect(type).toBe(contentType);
  expect(body).toMatch(words);
  expect([...response.headers.keys()].filter((name) => /amz/i.test(name))).toEqual([]);
});

test('XHTML and the other XML are well-formed', async () => {
  for (const answer of ['xhtml', 'xml']) {
    const { body } = await met(answer);
    expect(XMLValidator.validate(body)).toBe(true);
    expect(Object.keys(new XMLParser({ ignoreDeclaration: true }).parse(body))).toEqual([
      answer === 'xml' ? 'portal' : 'html',
    ]);
    await door('DELETE', 'faults');
  }
});

test.each([
  ['emptyObject', {}],
  ['otherJson', { status: 'ok', version: '4.2', items: [{ id: 1 }, { id: 2 }] }],
])('%s comes with AWS’s headers', async (answer, body) => {
  const found = await met(answer);
  expect(found.type).toBe('application/x-amz-json-1.1');
  expect(requestId(found.response)).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.parse(found.body)).toEqual(body);
});

test.each([
  ['SSM', () => rawCall(simulator.url, 'ListAssociations'), 'Associations'],
  ['STS', identity, '<Account>111122223333</Account>'],
  ['EC2', instances, '<instancesSet>'],
])('a bare answer of %s is whole, without a request id anywhere', async (_, call, words) => {
  const { response, body } = await met('bareAnswer', call);
  expect(response.status).toBe(200);
  expect(body).toContain(words);
  expect(requestId(response)).toBeNull();
  expect(body).not.toMatch(/request-?id/i);
});

test('a wrong type is AWS’s own answer otherwise', async () => {
  const { response, type, body } = await met('wrongType');
  expect(type).toBe('text/html; charset=utf-8');
  expect(requestId(response)).not.toBeNull();
  expect(JSON.parse(body).Associations.length).toBeGreaterThan(0);
});

test.each([
  ['redirect', 302],
  ['redirect307', 307],
])('%s leads to a portal, which tells who came with what', async (answer, status) => {
  await door('DELETE', 'portal');
  const { response } = await met(answer);
  expect(response.status).toBe(status);
  const portal = response.headers.get('location')!;
  expect(portal).toBe(`${simulator.url}/__portal/login`);
  expect(await (await fetch(portal)).text()).toContain('Sign in');
  await fetch(portal, { method: 'POST', headers: { 'X-Amz-Security-Token': 'secret', 'X-Other': 'x' } });
  const visits = await door('GET', 'portal');
  expect(visits.map(({ method, securityToken }: any) => [method, securityToken])).toEqual([
    ['GET', false],
    ['POST', true],
  ]);
  expect(visits[1].headers).toEqual(expect.arrayContaining(['x-amz-security-token', 'x-other']));
  expect(JSON.stringify(visits)).not.toContain('secret');
  expect(await door('DELETE', 'portal')).toEqual([]);
  expect(await door('GET', 'portal')).toEqual([]);
});

test('a cut answer promises the whole, and ends after half', async () => {
  const whole = await (await rawCall(simulator.url, 'DescribePatchBaselines')).text();
  await door('POST', 'faults', [{ answer: 'cut' }]);
  const response = await rawCall(simulator.url, 'DescribePatchBaselines');
  expect(Number(response.headers.get('content-length'))).toBe(whole.length);
  const [came, error] = await readAll(response);
  expect(error).toMatchObject({ message: 'terminated' });
  expect(came).toBe(whole.slice(0, whole.length / 2));
});

test('a cut body is half as if it were all', async () => {
  const whole = await (await rawCall(simulator.url, 'DescribePatchBaselines')).text();
  const { response, body } = await met('cutBody', () => rawCall(simulator.url, 'DescribePatchBaselines'));
  expect(body).toBe(whole.slice(0, whole.length / 2));
  expect(requestId(response)).not.toBeNull();
});

test('a reset closes the connection without an answer', async () => {
  await door('POST', 'faults', [{ answer: 'reset', times: 1 }]);
  await expect(rawCall(simulator.url, 'ListAssociations')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect((await rawCall(simulator.url, 'ListAssociations')).status).toBe(200);
});

test('a call that hangs waits until its client leaves', async () => {
  await door('POST', 'faults', [{ answer: 'hang' }]);
  const signal = AbortSignal.timeout(300);
  await expect(rawCall(simulator.url, 'ListAssociations', {}, { signal })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});

test('clearing the faults lets the calls that hang go', async () => {
  await door('POST', 'faults', [{ answer: 'hang' }]);
  const hanging = rawCall(simulator.url, 'ListAssociations').then(String, () => 'closed');
  expect(await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 200, 'hangs'))])).toBe('hangs');
  await door('DELETE', 'faults');
  expect(await hanging).toBe('closed');
});

test('an error of the service’s own passes, and what is struck counts as failed', async () => {
  await door('DELETE', 'calls');
  const { response, body } = await met('cutBody', () => rawCall(simulator.url, 'DescribeInstancePatches'));
  expect(response.status).toBe(400);
  expect(JSON.parse(body).__type).toBe('ValidationException');
  await rawCall(simulator.url, 'ListAssociations');
  expect((await door('GET', 'calls')).map(({ calls, failed }: any) => [calls, failed])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test('other worlds are struck, too', async () => {
  await door('POST', 'faults', [{ service: 'azure', answer: 'gateway' }]);
  expect((await fetch(`${simulator.url}/subscriptions`)).status).toBe(503);
  expect((await rawCall(simulator.url, 'ListAssociations')).status).toBe(200);
});

async function readAll(response: Response): Promise<[string, unknown]> {
  const decoder = new TextDecoder();
  let came = '';
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      came += decoder.decode(chunk, { stream: true });
    }
    return [came, null];
  } catch (error) {
    return [came, error];
  }
}
