import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listGroupResources } from './listGroupResources';

const estate = makeEstate({ nodes: 600, seed: 7, now: 0 });
const call = { account: estate.accounts[0].id, region: 'eu-west-1', mostPerPage: Infinity } as AwsCall;
const list = (input: object) => listGroupResources(estate)(input, call);

test('a group has the machines of its role, page by page, by name or ARN', () => {
  const databases = estate.machines.filter(
    ({ role, account, region, ec2, ssm }) =>
      role === 'db' && account === call.account && region === call.region && (ec2 ?? ssm)
  );
  expect(databases.length).toBeGreaterThan(3);
  const first = list({ Group: 'databases', MaxResults: 3 });
  expect(first.Resources.map(({ Identifier }) => Identifier)).toEqual(first.ResourceIdentifiers);
  const rest = list({ Group: 'databases', NextToken: first.NextToken });
  const ids = [...first.ResourceIdentifiers, ...rest.ResourceIdentifiers].map(({ ResourceArn }) =>
    ResourceArn.slice(ResourceArn.lastIndexOf('/') + 1)
  );
  expect(ids).toEqual(databases.map(({ ec2, ssm }) => ec2?.instanceId ?? ssm?.nodeId));
  const arn = `arn:aws:resource-groups:eu-west-1:${call.account}:group/databases`;
  const hybrid = list({ Group: arn, Filters: [{ Name: 'resource-type', Values: ['AWS::SSM::ManagedInstance'] }] });
  expect(hybrid.Resources).toHaveLength(databases.filter(({ ec2 }) => !ec2).length);
});

test.each([
  ['an unknown group', { Group: 'nobody' }, 'NotFoundException'],
  ['no group', {}, 'BadRequestException'],
  ['a page that is too large', { Group: 'databases', MaxResults: 51 }, 'BadRequestException'],
  ['a token of nobody', { Group: 'databases', NextToken: 'x' }, 'BadRequestException'],
])('%s is refused', (_, input, name) => {
  expect(() => list(input)).toThrow(expect.objectContaining({ name }) as Error);
});
