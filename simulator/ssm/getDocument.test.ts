import { parse } from 'yaml';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { getDocument } from './getDocument';
import { listDocuments } from './listDocuments';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 100, seed: 7, now: Date.now() });
const world = makeSsmWorld(estate);
const [base, staging] = estate.accounts;
const at = (account: string, region: string) =>
  ({ operation: 'GetDocument', account, region, mostPerPage: Infinity }) as AwsCall;
const here = at(base.id, 'eu-west-1');

const get = (Name: string, call = here, more = {}) => getDocument(world)({ Name, ...more }, call);

test('whatever is listed can be read, by the name that it is listed by', () => {
  for (const call of [here, at(staging.id, 'eu-west-1')]) {
    const first = listDocuments(world)({}, call);
    const { DocumentIdentifiers: more = [] } = listDocuments(world)({ NextToken: first.NextToken }, call);
    for (const { Name, DocumentFormat, DocumentVersion } of [...(first.DocumentIdentifiers ?? []), ...more]) {
      const read = get(Name!, call);
      expect(read).toMatchObject({ Name, DocumentFormat, DocumentVersion, Status: 'Active' });
      const content = DocumentFormat === 'YAML' ? parse(read.Content!) : JSON.parse(read.Content!);
      expect(Object.keys(content).length).toBeGreaterThan(0);
    }
  }
});

test('in another format where that is asked for', () => {
  const yaml = get('AWS-RestartEC2Instance', here, { DocumentFormat: 'YAML' });
  expect(parse(yaml.Content!).mainSteps[0]).toMatchObject({ name: 'stopInstances' });
});

test('Session Manager’s preferences are there in some Regions of some accounts, and name where logs go', () => {
  const name = 'SSM-SessionManagerRunShell';
  const places = estate.accounts.flatMap(({ id, regions }) => regions.map((region) => at(id, region)));
  const read = places.map((call) => {
    const known = estate.documents.find(
      (each) => each.name === name && each.owner === call.account && each.region === call.region
    );
    if (!known) {
      expect(() => get(name, call)).toThrow(expect.objectContaining({ name: 'InvalidDocument' }));
      return 'none';
    }
    const { inputs } = JSON.parse(get(name, call).Content!);
    expect(inputs).toMatchObject(known.sessionPreferences!);
    return inputs.cloudWatchLogGroupName === '' ? 'bucket' : 'logs';
  });
  expect(new Set(read)).toEqual(new Set(['none', 'bucket', 'logs']));
});

test.each([
  ['an unknown document', 'Nothing-Here', {}, 'InvalidDocument'],
  ['an unknown version', 'AWS-RunShellScript', { DocumentVersion: '99' }, 'InvalidDocumentVersion'],
  ['an unknown name of a version', 'AWS-RunShellScript', { VersionName: 'x' }, 'InvalidDocumentVersion'],
  ['an unknown format', 'AWS-RunShellScript', { DocumentFormat: 'XML' }, 'ValidationException'],
  ['no name', '', {}, 'ValidationException'],
])('%s is refused', (_, name, more, code) => {
  expect(() => get(name, here, more)).toThrow(expect.objectContaining({ name: code }));
});
