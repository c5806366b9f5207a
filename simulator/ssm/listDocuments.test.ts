import { type DocumentIdentifier, type ListDocumentsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listDocuments } from './listDocuments';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 50, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const [base, other] = estate.accounts;
const operation = listDocuments(makeSsmWorld(estate));

function ask(input: ListDocumentsRequest, account = base.id, region = 'eu-west-1') {
  return operation(input, { operation: 'ListDocuments', account, region, mostPerPage: Infinity } as AwsCall);
}

/** Every page; an empty one may stand in between. */
function all(input: ListDocumentsRequest, account?: string, region?: string): DocumentIdentifier[] {
  const found: DocumentIdentifier[] = [];
  let token: string | undefined;
  do {
    const page = ask({ ...input, NextToken: token }, account, region);
    found.push(...(page.DocumentIdentifiers ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}

const by = (Key: string, ...Values: string[]) => ({ Filters: [{ Key, Values }] });
const names = (found: DocumentIdentifier[]) => found.map(({ Name }) => Name);

test('without a filter: all that the account may use, 50 a page', () => {
  const first = ask({});
  expect(first.DocumentIdentifiers).toHaveLength(50);
  expect(new Set(all({}).map(({ Owner }) => Owner))).toEqual(new Set(['Amazon', base.id]));
  expect(new Set(all({}, other.id).map(({ Owner }) => Owner))).toContain(base.id);
  expect(names(all({ MaxResults: 7 }))).toEqual(names(all({})));
});

test('owners', () => {
  const own = estate.documents.filter(({ owner, region }) => owner === base.id && region === 'eu-west-1');
  expect(names(all(by('Owner', 'Self')))).toEqual(own.map(({ name }) => name));
  const amazons = names(all(by('Owner', 'Amazon')));
  expect(amazons).toContain('AWS-RunPatchBaseline');
  expect(amazons).toHaveLength(all({}).length - own.length);
  expect(names(all(by('Owner', 'Public')))).toEqual(amazons);
  expect(all(by('Owner', 'ThirdParty'))).toEqual([]);
});

test('what another account shares has its ARN for a name, and is found by its own', () => {
  const shared = all(by('Owner', 'Private'), other.id);
  expect(shared).toEqual([
    expect.objectContaining({
      Name: `arn:aws:ssm:eu-west-1:${base.id}:document/Corporate-Hardening`,
      Owner: base.id,
    }),
  ]);
  expect(all(by('Name', 'Corporate-'), other.id)).toEqual(shared);
  expect(all(by('Owner', 'Private'))).toEqual([]);
});

test('one account and Region has no document of its own; Regions that nobody uses have Amazon’s alone', () => {
  const counts = estate.accounts.flatMap(({ id, regions }) =>
    regions.map((region) => all(by('Owner', 'Self'), id, region).length)
  );
  expect(counts).toContain(0);
  expect(new Set(all({}, base.id, 'eu-north-1').map(({ Owner }) => Owner))).toEqual(new Set(['Amazon']));
});

test('filters by name’s beginning, type, platform, target type and tag; all have to hold, of their values one', () => {
  expect(names(all(by('Name', 'AWS-RunPatch')))).toEqual([
    'AWS-RunPatchBaseline',
    'AWS-RunPatchBaselineAssociation',
    'AWS-RunPatchBaselineWithHooks',
  ]);
  expect(new Set(all(by('DocumentType', 'Package', 'Session')).map(({ DocumentType }) => DocumentType))).toEqual(
    new Set(['Package', 'Session'])
  );
  const mac = all(by('PlatformTypes', 'MacOS'));
  expect(mac.length).toBeGreaterThan(5);
  expect(mac.filter(({ PlatformTypes }) => !PlatformTypes?.includes('MacOS'))).toEqual([]);
  expect(names(all(by('TargetType', '/AWS::EC2::Volume')))).toEqual(['AWS-CreateSnapshot']);
  expect(names(all(by('tag:Owner', 'team-platform', 'nobody')))).toEqual(['Golden-Image-Build']);
  expect(names(all(by('tag:constructor', '=2+5')))).toEqual(['collect_diagnostics.v2']);
  const both = { Filters: [...by('Owner', 'Self').Filters, ...by('DocumentType', 'Session').Filters] };
  expect(names(all(both))).toEqual(['SSM-SessionManagerRunShell']);
  expect(all({ DocumentFilterList: [{ key: 'DocumentType', value: 'Session' }] })).toEqual(
    all(by('DocumentType', 'Session'))
  );
});

test('a filtered list has an empty page in mid-stream', () => {
  const filtered = { ...by('Owner', 'Amazon'), MaxResults: 10 };
  const first = ask(filtered);
  expect(first.DocumentIdentifiers).toHaveLength(10);
  const second = ask({ ...filtered, NextToken: first.NextToken });
  expect(second).toMatchObject({ DocumentIdentifiers: [], NextToken: expect.any(String) });
});

test('a document in full', () => {
  const { createdAt, version } = estate.documents.find(
    ({ name, owner, region }) => name === 'feature-flags' && owner === base.id && region === 'eu-west-1'
  )!;
  expect(all(by('Name', 'feature-flags'))[0]).toEqual({
    Name: 'feature-flags',
    CreatedDate: new Date(createdAt),
    Owner: base.id,
    PlatformTypes: [],
    DocumentVersion: version,
    DocumentType: 'ApplicationConfiguration',
    SchemaVersion: '1.0',
    DocumentFormat: 'JSON',
    Tags: [],
    Requires: [{ Name: 'feature-flags-schema', Version: '1' }],
  });
  expect(all(by('Name', 'Patch-Tuesday'))[0]).toMatchObject({
    ReviewStatus: 'PENDING',
    Author: `arn:aws:iam::${base.id}:user/jana`,
  });
  expect(all(by('Name', 'acme'))[0]).toMatchObject({ DisplayName: 'Acme endpoint agent', VersionName: '7.4.1' });
});

test('hostile text arrives as it is', () => {
  expect(all(by('Name', 'collect_'))[0]).toMatchObject({
    DisplayName: expect.stringContaining('javascript:'),
    Tags: [
      { Key: 'constructor', Value: '=2+5' },
      { Key: 'Note', Value: expect.stringContaining('\u2028') },
    ],
  });
});

test.each([
  ['an unknown key', by('Colour', 'red'), 'InvalidFilterKey'],
  ['two tag keys', { Filters: [...by('tag:a', 'x').Filters, ...by('tag:b', 'y').Filters] }, 'InvalidFilterKey'],
  ['two owners', by('Owner', 'Self', 'Amazon'), 'ValidationException'],
  ['an unknown owner', by('Owner', 'Me'), 'ValidationException'],
  ['seven filters', { Filters: Array(7).fill(by('Name', 'AWS').Filters[0]) }, 'ValidationException'],
  [
    'both kinds of filters',
    { ...by('Owner', 'Self'), DocumentFilterList: [{ key: 'Owner', value: 'Self' }] } as ListDocumentsRequest,
    'ValidationException',
  ],
  ['no result', { MaxResults: 0 }, 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
  ['a token of another query', { ...by('Owner', 'Amazon'), NextToken: ask({}).NextToken }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
