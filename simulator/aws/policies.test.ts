import { makeEstate } from '../estate/makeEstate';
import { rawCall } from '../rawCall';
import { type Simulator, startSimulator } from '../server';
import { Policies, parsePolicies, type PolicyDocument } from './policies';

const estate = makeEstate({ nodes: 20, seed: 7, now: Date.now() });
const account = estate.accounts[0].id;
const user = `arn:aws:iam::${account}:user/one-pane-base`;
const role = estate.accounts[0].readerRole.arn;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate });
});
afterAll(() => simulator.close());
afterEach(() => door('DELETE'));

async function door(method: string, body?: unknown) {
  const answer = await fetch(`${simulator.url}/__policies`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

async function attach(arn: string, ...statements: object[]): Promise<void> {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
  expect((await door('POST', { [arn]: { Version: '2012-10-17', Statement } })).status).toBe(200);
}

/** The session's credentials, as XML has them. */
async function assumeRole() {
  const form = `Version=2011-06-15&RoleArn=${role}&RoleSessionName=jest&ExternalId=one-pane-demo`;
  const xml = await (await rawCall(simulator.url, 'AssumeRole', form, { service: 'sts' })).text();
  const member = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(xml)![1];
  return {
    accessKeyId: member('AccessKeyId'),
    secretAccessKey: member('SecretAccessKey'),
    sessionToken: member('SessionToken'),
  };
}

test('who has no policy may do everything', async () => {
  await attach(role, { Action: 'ssm:ListDocuments' });
  expect((await rawCall(simulator.url, 'ListAssociations')).status).toBe(200);
});

test('a session has its role’s policy, and no more', async () => {
  const credentials = await assumeRole();
  await attach(role, { Action: ['ssm:ListDocuments'] });
  expect((await rawCall(simulator.url, 'ListDocuments', {}, { credentials })).status).toBe(200);
  const refused = await rawCall(simulator.url, 'ListAssociations', {}, { credentials });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({
    __type: 'AccessDeniedException',
    message:
      `User: arn:aws:sts::${account}:assumed-role/OnePaneReader/jest is not authorized to perform: ssm:ListAssociations ` +
      `on resource: arn:aws:ssm:eu-west-1:${account}:* because no identity-based policy allows the ssm:ListAssociations action`,
  });
});

test('EC2, a query service and tagging have words of their own', async () => {
  await attach(user, { Action: 'ssm:*' });
  const words = async (service: string, operation: string, input: object | string) => {
    const answer = await rawCall(simulator.url, operation, input, { service });
    return [answer.status, await answer.text()];
  };
  const [ec2Status, ec2] = await words('ec2', 'DescribeInstances', 'Version=2016-11-15');
  expect(ec2Status).toBe(403);
  expect(ec2).toContain('<Code>UnauthorizedOperation</Code>');
  expect(ec2).toContain(
    `You are not authorized to perform this operation. User: ${user} is not authorized to perform: ec2:DescribeInstances because no identity-based policy`
  );
  const [stsStatus, sts] = await words('sts', 'AssumeRole', `Version=2011-06-15&RoleArn=${role}&RoleSessionName=jest`);
  expect(stsStatus).toBe(403);
  expect(sts).toContain('<Code>AccessDenied</Code>');
  expect(await words('tagging', 'GetResources', {})).toEqual([
    400,
    expect.stringContaining('perform: tag:GetResources'),
  ]);
});

test('an explicit deny wins, and says so', async () => {
  await attach(user, { Action: '*' }, { Effect: 'Deny', Action: 'ssm:List*' });
  const refused = await rawCall(simulator.url, 'ListAssociations');
  expect((await refused.json()).message).toMatch(/with an explicit deny in an identity-based policy$/);
  expect((await rawCall(simulator.url, 'DescribeActivations')).status).toBe(200);
});

test('whose credentials they are may be asked in any case', async () => {
  await attach(user, { Effect: 'Deny', Action: '*' });
  const answer = await rawCall(simulator.url, 'GetCallerIdentity', 'Version=2011-06-15', { service: 'sts' });
  expect(answer.status).toBe(200);
});

test('they are listed, replaced and taken away', async () => {
  await attach(user, { Action: 'ssm:ListDocuments' });
  await attach(user, { Sid: 'All', Action: '*' });
  const all = { Version: '2012-10-17', Statement: [{ Sid: 'All', Effect: 'Allow', Action: ['*'], Resource: ['*'] }] };
  expect((await door('GET')).body).toEqual({ [user]: all });
  expect((await door('DELETE')).body).toEqual({});
  expect((await door('GET')).body).toEqual({});
});

test.each([
  ['ssm:Describe*', 'ssm:DescribeActivations', true],
  ['SSM:describeactivations', 'ssm:DescribeActivations', true],
  ['ssm:Describe', 'ssm:DescribeActivations', false],
  ['ssm:ListDocument?', 'ssm:ListDocuments', true],
  ['ssm:ListDocument?', 'ssm:ListDocument', false],
  ['cloudwatch:*', 'monitoring:GetMetricData', true],
  ['monitoring:*', 'monitoring:GetMetricData', false],
])('%s fits %s: %s', (pattern, called, allowed) => {
  const policies = new Policies();
  const document: PolicyDocument = { Statement: [{ Effect: 'Allow', Action: [pattern], Resource: ['*'] }] };
  policies.attach({ [user]: document });
  const [service, operation] = called.split(':');
  const call = { service, operation, caller: { account, arn: user, userId: '' } };
  expect(policies.decide(call as Parameters<Policies['decide']>[0], {}) === 'allowed').toBe(allowed);
});

const preferences = 'arn:*:ssm:*:*:document/SSM-SessionManagerRunShell';
const tier = 'arn:*:ssm:*:*:servicesetting/ssm/managed-instance/activation-tier';
test.each([
  [preferences, 'GetDocument', { Name: 'SSM-SessionManagerRunShell' }, true],
  [preferences, 'GetDocument', { Name: `arn:aws:ssm:eu-west-1:${account}:document/SSM-SessionManagerRunShell` }, true],
  [preferences, 'GetDocument', { Name: 'ssm-sessionmanagerrunshell' }, false],
  [preferences, 'GetDocument', { Name: 'AWS-RunShellScript' }, false],
  ['arn:aws:ssm:*::document/AWS-*', 'GetDocument', { Name: 'AWS-RunShellScript' }, true],
  ['arn:aws:ssm:us-east-1:*:document/*', 'GetDocument', { Name: 'AWS-RunShellScript' }, false],
  [tier, 'GetDocument', { Name: 'SSM-SessionManagerRunShell' }, false],
  [tier, 'GetServiceSetting', { SettingId: '/ssm/managed-instance/activation-tier' }, true],
  [tier, 'GetServiceSetting', { SettingId: '/ssm/opsinsights/opscenter' }, false],
  ['*', 'GetServiceSetting', { SettingId: '/ssm/opsinsights/opscenter' }, true],
])('on %s alone, %s %j is allowed: %s', async (Resource, operation, input, allowed) => {
  await attach(user, { Action: ['ssm:GetDocument', 'ssm:GetServiceSetting'], Resource });
  const answer = await rawCall(simulator.url, operation, input);
  const said = await answer.json();
  expect(said.__type === 'AccessDeniedException').toBe(!allowed);
  if (!allowed && 'SettingId' in input) {
    expect(said.message).toContain(
      `ssm:GetServiceSetting on resource: arn:aws:ssm:eu-west-1:${account}:servicesetting${input.SettingId} because`
    );
  }
});

test('what is denied of one resource is allowed of others', async () => {
  await attach(user, { Action: '*' }, { Effect: 'Deny', Action: 'ssm:GetDocument', Resource: preferences });
  const read = async (Name: string) => (await rawCall(simulator.url, 'GetDocument', { Name })).status;
  expect([await read('SSM-SessionManagerRunShell'), await read('AWS-RunShellScript')]).toEqual([400, 200]);
});

const statement = { Effect: 'Allow', Action: 'ssm:*', Resource: '*' };
test.each([
  [[], 'policies must be a JSON object'],
  [{ 'arn:aws:iam::999999999999:role/x': { Statement: [] } }, '999999999999:role/x is none of'],
  [{ [user]: { Statement: [{ ...statement, Effect: 'allow' }] } }, 'Effect must be Allow or Deny, and is "allow"'],
  [{ [user]: { Statement: { ...statement, Condition: {} } } }, 'statement 0: Condition is not simulated'],
  [{ [user]: { Statement: [{ ...statement, Resource: 'arn:aws:ssm:*' }] } }, 'Resource must be * or an ARN'],
  [{ [user]: { Statement: [{ ...statement, Resource: [] }] } }, 'Resource must be * or an ARN'],
  [{ [user]: { Statement: [{ ...statement, Resource: tier }] } }, 'Resource must be * for ssm:*'],
  [
    { [user]: { Statement: [{ ...statement, Action: 'ssm:Get*', Resource: tier }] } },
    'Resource must be * for ssm:Get*',
  ],
  [
    { [user]: { Statement: [{ ...statement, Action: ['ssm:GetDocument', 'ssm:ListNodes'], Resource: ['*', tier] }] } },
    'Resource must be * for ssm:ListNodes, others are simulated of ssm:GetDocument and ssm:GetServiceSetting alone',
  ],
  [{ [user]: { Statement: [{ ...statement, Action: [] }] } }, 'Action must be like'],
  [{ [user]: { Statement: [{ ...statement, Action: ['ListDocuments'] }] } }, 'and is "ListDocuments"'],
])('%j is refused by name', (json, words) => {
  expect(() => parsePolicies(estate, json)).toThrow(words);
});
