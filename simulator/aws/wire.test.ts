import { decode } from 'cbor-x';
import { AwsError, type AwsService } from './awsService';
import { readOperation, writeError, writeOutput } from './wire';

const query: AwsService = { signingName: 'sts', xml: { namespace: 'urn:x', style: 'query' }, operations: {} };
const ec2: AwsService = { signingName: 'ec2', xml: { namespace: 'urn:e', style: 'ec2' }, operations: {} };
const json: AwsService = { signingName: 'ssm', operations: {} };

const output = { At: new Date(1500), Names: ['a', '<b>'], None: undefined, Empty: [] };

test('JSON has epoch seconds with fractions, and no member that is undefined', () => {
  expect(writeOutput(output, 'Op', 'json-1.1', json, 'r').body).toBe('{"At":1.5,"Names":["a","<b>"],"Empty":[]}');
});

test('CBOR has tagged times', () => {
  const { body, headers } = writeOutput(output, 'Op', 'rpc-v2-cbor', json, 'r');
  expect(decode(body as Buffer)).toEqual({ At: new Date(1500), Names: ['a', '<b>'], Empty: [] });
  expect(headers['smithy-protocol']).toBe('rpc-v2-cbor');
});

test('query wraps the result, EC2 does not; both escape', () => {
  expect(writeOutput(output, 'Op', 'query', query, 'r').body).toContain(
    '<OpResponse xmlns="urn:x"><OpResult><At>1970-01-01T00:00:01.500Z</At>' +
      '<Names><member>a</member><member>&lt;b&gt;</member></Names><Empty></Empty></OpResult>' +
      '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></OpResponse>'
  );
  expect(writeOutput({ names: ['a'] }, 'Op', 'query', ec2, 'r').body).toContain(
    '<OpResponse xmlns="urn:e"><requestId>r</requestId><names><item>a</item></names></OpResponse>'
  );
});

test('an error without a message has no member for one', () => {
  const { body } = writeError(new AwsError('InvalidFilterKey', ''), 'json-1.1', json, 'r');
  expect(JSON.parse(`${body}`)).toEqual({ __type: 'InvalidFilterKey' });
});

test('an error has the shape of its protocol', () => {
  const error = new AwsError('Throttling', 'Rate <exceeded>');
  expect(JSON.parse(`${writeError(error, 'json-1.1', json, 'r').body}`)).toEqual({
    __type: 'Throttling',
    message: 'Rate <exceeded>',
  });
  expect(writeError(error, 'query', query, 'r').body).toContain(
    '<Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate &lt;exceeded&gt;</Message></Error>'
  );
  expect(writeError(error, 'query', ec2, 'r').body).toContain(
    '<Response><Errors><Error><Code>Throttling</Code><Message>Rate &lt;exceeded&gt;</Message></Error></Errors>'
  );
});

test.each([
  ['/', { 'x-amz-target': 'AmazonSSM.ListAssociations' }, '', 'json-1.1', 'ListAssociations'],
  [
    '/prefix/',
    { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    'Action=DescribeRegions',
    'query',
    'DescribeRegions',
  ],
  [
    '/service/GraniteServiceVersion20100801/operation/ListMetrics',
    { 'smithy-protocol': 'rpc-v2-cbor' },
    '',
    'rpc-v2-cbor',
    'ListMetrics',
  ],
  ['/prefix/ListSinks', { 'content-type': 'application/json' }, '{}', 'rest-json', 'ListSinks'],
  ['/list-group-resources', { 'content-type': 'application/json' }, '{}', 'rest-json', 'ListGroupResources'],
])('%s %j names its operation', (path, headers, body, protocol, operation) => {
  const request = {
    method: 'POST',
    url: new URL(path, 'http://x'),
    headers: { ...headers } as Record<string, string>,
    body: Buffer.from(body),
  };
  expect(readOperation(request)).toEqual({ protocol, operation });
});
