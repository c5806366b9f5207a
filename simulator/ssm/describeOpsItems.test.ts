import { type DescribeOpsItemsRequest, type OpsItemFilter } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { describeOpsItems } from './describeOpsItems';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 100, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const operation = describeOpsItems(makeSsmWorld(estate));
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeOpsItems', ...place, mostPerPage: Infinity } as AwsCall;
const here = estate.opsItems.filter(({ account, region }) => account === place.account && region === place.region);

const ask = (input: DescribeOpsItemsRequest) => operation(input, call);
const by = (Key: string, Operator: string, ...Values: string[]) => ({
  OpsItemFilters: [{ Key, Operator, Values } as OpsItemFilter],
});
const ids = (input: DescribeOpsItemsRequest) => ask(input).OpsItemSummaries?.map(({ OpsItemId }) => OpsItemId);
const where = (holds: (item: (typeof here)[number]) => boolean) => here.filter(holds).map((item) => item.opsItemId);

test('the account and Region’s, 50 a page', () => {
  const first = ask({});
  const second = ask({ NextToken: first.NextToken });
  expect([...(first.OpsItemSummaries ?? []), ...(second.OpsItemSummaries ?? [])].map((item) => item.OpsItemId)).toEqual(
    where(() => true)
  );
  expect([first.OpsItemSummaries?.length, second.NextToken]).toEqual([50, undefined]);
});

test('filters by status, source, time and resource; one of a filter’s values is enough', () => {
  const unfinished = where(({ status }) => status === 'Open' || status === 'InProgress');
  expect(unfinished.length).toBeGreaterThan(3);
  expect(ids(by('Status', 'Equal', 'Open', 'InProgress'))).toEqual(unfinished);
  expect(ids(by('Source', 'Contains', 'Watch'))).toEqual(where(({ source }) => source === 'CloudWatch').slice(0, 50));
  const since = '2026-11-10T00:00:00Z';
  const lately = where(({ modifiedAt }) => modifiedAt > Date.parse(since));
  expect(lately.length).toBeGreaterThan(3);
  expect(ids(by('LastModifiedTime', 'GreaterThan', since))).toEqual(lately);
  const { resources } = here.find((item) => item.resources.length > 0)!;
  const instance = resources[0].split('/')[1];
  expect(ids(by('ResourceId', 'Contains', instance))).toEqual(
    where((item) => item.resources.some((arn) => arn.endsWith(instance)))
  );
});

test('the resources of an item stand in its operational data, as text', () => {
  const { OperationalData } = ask({}).OpsItemSummaries!.find((item) => item.OperationalData)!;
  expect(JSON.parse(OperationalData!['/aws/resources'].Value!)).toEqual([
    { arn: expect.stringMatching(/^arn:aws:ec2:/) },
  ]);
});

test.each([
  ['an unknown key', by('Colour', 'Equal', 'red'), 'ValidationException'],
  ['an operator that is not the key’s', by('Status', 'Contains', 'Op'), 'ValidationException'],
  ['equal times', by('CreatedTime', 'Equal', '2026-11-10T00:00:00Z'), 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of another query', { ...by('Status', 'Equal', 'Open'), NextToken: ask({}).NextToken }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
