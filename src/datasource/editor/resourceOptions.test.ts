import { GROUPS, RESOURCES } from '../../schema/schema';
import { ALL_OPTIONS, RESOURCE_OPTIONS, searchResources } from './resourceOptions';

const search = searchResources(ALL_OPTIONS);
const found = async (text: string) => (await search(text)).map(({ value }) => value);

describe('resources to choose from', () => {
  it('are all, in the groups’ order, nodes first', async () => {
    expect(await found('')).toEqual(ALL_OPTIONS.map(({ value }) => value));
    expect(RESOURCE_OPTIONS.map(({ value }) => value).sort()).toEqual(Object.keys(RESOURCES).sort());
    expect(ALL_OPTIONS[0]).toMatchObject({ value: 'nodes', label: 'Nodes', group: 'Fleet' });
    const groups = RESOURCE_OPTIONS.map(({ value }) => GROUPS.indexOf(RESOURCES[value].group));
    expect(groups).toEqual([...groups].sort());
    expect([...new Set(ALL_OPTIONS.map(({ group }) => group))]).toEqual([
      'Fleet',
      'Patches',
      'Configuration',
      'Operations',
      'Set-up',
    ]);
  });

  it.each([
    ['what they are called', 'assoc', 'associations'],
    ['what they are called, with a slip', 'parmeters', 'parameters'],
    ['what they are for', 'hybrid', 'activations'],
    ['what people ask of them', 'reboot', 'nodes'],
    ['what they are called', 'command', 'commands'],
    ['their columns', 'CVE', 'patches'],
    ['what they add', 'cpu', 'join'],
    ['their group', 'set-up', 'activations'],
  ])('are found by %s', async (_, text, resource) => {
    expect(await found(text)).toContain(resource);
  });

  it('begin with those that are called so', async () => {
    expect((await found('compliance')).slice(0, 2)).toEqual(['compliance', 'complianceSummaries']);
    expect((await found('patch')).slice(0, 3).every((name) => name.startsWith('patch'))).toBe(true);
  });
});
