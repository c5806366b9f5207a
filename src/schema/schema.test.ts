import { findColumn, isResource, RESOURCES, schemaOf } from './schema';
import type { Resource } from './resource';

it('finds columns by name, and tags where rows have them', () => {
  expect(findColumn('nodes', 'missingCount')).toMatchObject({ label: 'Missing', type: 'number', unit: 'locale' });
  expect(findColumn('nodes', 'tag:Owner')).toMatchObject({ name: 'tag:Owner', label: 'Owner', type: 'string' });
  expect(findColumn('nodes', 'tag:')).toBeUndefined();
  expect(findColumn('nodes', 'nothing')).toBeUndefined();
  expect(findColumn('activations', 'tag:Owner')).toBeUndefined();
});

it('knows of a resource that there is not only its name', () => {
  for (const name of ['gone', 'constructor', '__proto__']) {
    expect(isResource(name)).toBe(false);
    expect(schemaOf(name)).toEqual({ group: 'setup', label: name, description: '', examples: [], columns: [] });
    expect(findColumn(name as Resource, 'nodeId')).toBeUndefined();
  }
});

it('has a default column for every resource, and a closed set in its own order', () => {
  for (const name of Object.keys(RESOURCES) as Resource[]) {
    expect(RESOURCES[name].columns.some((column) => column.default)).toBe(true);
  }
  expect(findColumn('nodes', 'pingStatus')?.values).toEqual(['ConnectionLost', 'Inactive', 'Unknown', 'Online']);
});

it('shows of nodes by default the patch status, in which a compliant that is too old is not green', () => {
  const shown = RESOURCES.nodes.columns.filter((column) => column.default).map(({ name }) => name);
  expect(shown).toContain('patchStatus');
  expect(shown).not.toContain('patchBucket');
});
