import { makeAssociations } from './associations';
import { makeDocuments } from './documents';

const now = Date.UTC(2026, 10, 21, 12);
const documents = makeDocuments(7, now);
const amazons = documents.filter(({ owner }) => owner === 'Amazon');
const ofPlace = (account: string, region: string) =>
  documents.filter((document) => document.owner === account && document.region === region);

test('what associations run is there, as Amazon’s', () => {
  const names = new Set(amazons.map(({ name }) => name));
  const used = makeAssociations(7, now).map(({ documentName }) => documentName);
  expect(new Set(used).size).toBeGreaterThan(3);
  expect(used.filter((name) => !names.has(name))).toEqual([]);
});

test.each([1, 7, 8])('seed %i: the base account has every kind, and one account and Region has none', (seed) => {
  const made = makeDocuments(seed, now);
  const count = (account: string, region: string) =>
    made.filter((document) => document.owner === account && document.region === region).length;
  const places = ['111122223333', '222233334444', '333344445555'].flatMap((account) =>
    ['eu-west-1', 'us-east-1'].map((region) => count(account, region))
  );
  expect(places[0]).toBe(10);
  expect(places).toContain(0);
  expect(places.filter((own) => own > 0).length).toBeGreaterThan(2);
});

test('an account’s own are of several types, some with a name to show, some with several versions', () => {
  const own = ofPlace('111122223333', 'eu-west-1');
  expect(new Set(own.map(({ type }) => type))).toEqual(
    new Set([
      'Command',
      'Automation',
      'Automation.ChangeTemplate',
      'Session',
      'Package',
      'ApplicationConfiguration',
      'ApplicationConfigurationSchema',
    ])
  );
  expect(new Set(own.map(({ displayName }) => displayName === null)).size).toBe(2);
  expect(own.filter(({ version }) => Number(version) > 1).length).toBeGreaterThan(3);
  expect(own.some(({ version }) => version === '1')).toBe(true);
});

test('names are unique in an account and Region, and in order', () => {
  const names = [...amazons, ...ofPlace('111122223333', 'eu-west-1')].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(documents.map(({ name }) => name)).toEqual(documents.map(({ name }) => name).sort());
});

test('what a document requires is in its account and Region', () => {
  const requiring = documents.filter(({ requires }) => requires.length > 0);
  expect(requiring.length).toBeGreaterThan(0);
  for (const { requires, owner, region } of requiring) {
    const names = ofPlace(owner, region!).map(({ name }) => name);
    expect(requires.filter(({ name }) => !names.includes(name))).toEqual([]);
  }
});

test('the same seed makes the same documents, another seed others', () => {
  expect(makeDocuments(7, now)).toEqual(documents);
  expect(makeDocuments(8, now)).not.toEqual(documents);
});
