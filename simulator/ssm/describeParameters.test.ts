import { type DescribeParametersRequest, type ParameterMetadata } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeParameters } from './describeParameters';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 50, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const operation = describeParameters(makeSsmWorld(estate));
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeParameters', ...place, mostPerPage: Infinity } as AwsCall;
const here = estate.parameters.filter((each) => each.account === call.account && each.region === call.region);

const ask = (input: DescribeParametersRequest) => operation(input, call);

/** Every page, and how many items each has. */
function all(input: DescribeParametersRequest): { found: ParameterMetadata[]; sizes: number[] } {
  const found: ParameterMetadata[] = [];
  const sizes: number[] = [];
  let token: string | undefined;
  do {
    const { Parameters = [], NextToken } = ask({ ...input, NextToken: token });
    found.push(...Parameters);
    sizes.push(Parameters.length);
    token = NextToken;
  } while (token !== undefined);
  return { found, sizes };
}

const names = (input: DescribeParametersRequest) => all(input).found.map(({ Name }) => Name);
const by = (Key: string, Option: string | undefined, ...Values: string[]) => ({
  ParameterFilters: [{ Key, Option, Values }],
});

test('all of the account and Region, 50 a page, with an empty page in mid-stream and no value anywhere', () => {
  const { found, sizes } = all({});
  expect(found.map(({ Name }) => Name)).toEqual(here.map(({ name }) => name));
  expect(sizes.slice(0, 3)).toEqual([50, 0, here.length - 50]);
  expect(found.filter((each) => 'Value' in each)).toEqual([]);
  expect(all({ Shared: true }).found).toEqual([]);
});

test('a parameter in full, and one that runs out', () => {
  const [licence] = all(by('Name', 'Equals', '/vendor/acme/licence-key')).found;
  expect(licence).toEqual({
    Name: '/vendor/acme/licence-key',
    ARN: `arn:aws:ssm:eu-west-1:${call.account}:parameter/vendor/acme/licence-key`,
    Type: 'SecureString',
    KeyId: 'alias/licences',
    LastModifiedDate: expect.any(Date),
    LastModifiedUser: expect.stringContaining(`arn:aws:iam::${call.account}:user/`),
    Description: expect.any(String),
    Version: expect.any(Number),
    Tier: 'Advanced',
    Policies: [
      {
        PolicyText: '{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2026-12-03T12:00:00.000Z"}}',
        PolicyType: 'Expiration',
        PolicyStatus: 'Pending',
      },
      expect.objectContaining({ PolicyType: 'ExpirationNotification' }),
    ],
    DataType: 'text',
  });
});

test('filters by name, type, key, data type and path', () => {
  const configurations = ['AmazonCloudWatch-linux-default', 'AmazonCloudWatch-windows-default'];
  expect(names(by('Name', 'BeginsWith', 'AmazonCloudWatch-'))).toEqual(configurations);
  expect(names(by('Name', 'Contains', 'Watch-w'))).toEqual(configurations.slice(1));
  expect(names({ Filters: [{ Key: 'Name', Values: ['AmazonCloudWatch-'] }] })).toEqual(configurations);
  expect(names(by('KeyId', undefined, 'alias/licences'))).toEqual(['/vendor/acme/licence-key']);
  expect(names(by('DataType', 'Equals', 'aws:ec2:image'))).toEqual(['/images/golden-linux']);
  expect(names(by('Path', undefined, '/shop'))).toEqual([]);
  expect(names(by('Path', 'OneLevel', '/shop/staging'))).toEqual(['/shop/staging/allowed-origins']);
  expect(names(by('Path', 'Recursive', '/shop/staging/'))).toHaveLength(3);
  expect(names(by('tag:Owner', 'Equals', 'me'))).toEqual([]);
});

test.each([
  ['an unknown key', by('Colour', 'Equals', 'red'), 'InvalidFilterKey'],
  ['an unknown key of the old kind', { Filters: [{ Key: 'Colour' as never, Values: ['red'] }] }, 'ValidationException'],
  ['an unknown option', by('Name', 'EndsWith', 'x'), 'InvalidFilterOption'],
  ['an option of names alone', by('Type', 'Contains', 'x'), 'InvalidFilterOption'],
  ['an option that is not of paths', by('Path', 'Equals', '/shop'), 'InvalidFilterOption'],
  ['both kinds of filters', { ...by('Name', 'Equals', 'x'), Filters: [] }, 'ValidationException'],
  ['no result', { MaxResults: 0 }, 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
