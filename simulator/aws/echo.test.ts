import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { makeEstate } from '../estate/makeEstate';
import { rawCall } from '../rawCall';
import { type Simulator, startSimulator } from '../server';
import { baseCredentials } from './credentials';

const estate = makeEstate({ nodes: 20, seed: 7, now: Date.now() });
const { arn, externalId } = estate.accounts[0].readerRole;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate });
});
afterAll(() => simulator.close());

const assume = () => {
  const client = new STSClient({
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: baseCredentials,
    maxAttempts: 1,
  });
  return client.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'jest', ExternalId: externalId }));
};

test('an error tells the session token and the external id that came with the call', async () => {
  const { Credentials: session } = await assume();
  const credentials = {
    accessKeyId: session!.AccessKeyId!,
    secretAccessKey: session!.SecretAccessKey!,
    sessionToken: session!.SessionToken!,
  };
  const faults = [{ code: 'AccessDenied', message: 'No.', status: 403, echo: true }];
  await fetch(`${simulator.url}/__faults`, { method: 'POST', body: JSON.stringify(faults) });
  await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied', message: `No. ExternalId: ${externalId}` });
  const answer = await rawCall(simulator.url, 'ListAssociations', {}, { credentials });
  expect(await answer.json()).toEqual({
    __type: 'AccessDenied',
    message: `No. X-Amz-Security-Token: ${credentials.sessionToken}`,
  });
});
