import { FieldType, type DataFrame } from '@grafana/data';
import { RESOURCES } from '../schema/schema';
import { withFieldConfig } from './fieldConfig';
import type { FleetQuery } from './query';

const frameOf = (...names: string[]): DataFrame => ({
  length: 1,
  fields: names.map((name) => ({ name, type: FieldType.string, config: {}, values: ['x'] })),
});
const configOf = (resource: FleetQuery['resource'], name: string, ...others: string[]) => {
  const { data } = withFieldConfig({ data: [frameOf(name, ...others)] }, resource, 'my uid');
  return (data[0] as DataFrame).fields[0].config;
};

describe('withFieldConfig', () => {
  it('leads from a node’s name and id to its dashboard', () => {
    for (const [name, other] of [
      ['name', 'nodeId'],
      ['nodeId', 'name'],
    ]) {
      const [link] = configOf('nodes', name, other).links!;
      expect(link.url).toContain('/d/onepane-node?var-node=${__data.fields.nodeId:percentencode}&var-source=my%20uid');
    }
  });

  it('leads nowhere from the name of something on a node, or from a row that has no id', () => {
    expect(configOf('software', 'name', 'nodeId').links).toBeUndefined();
    expect(configOf('nodes', 'name').links).toBeUndefined();
  });

  it('shows an address as a link in words, as it came', () => {
    const { links, custom } = configOf('join', 'sessionUrl', 'nodeId');
    expect(links).toEqual([{ title: 'Start session', url: '${__value.raw:raw}', targetBlank: true }]);
    expect(custom).toEqual({ cellOptions: { type: 'data-links' } });
  });

  it('knows every column that is an address', () => {
    const addresses = RESOURCES.nodes.columns.filter(({ name }) => name.endsWith('Url'));
    expect(addresses).toHaveLength(3);
    expect(addresses.filter(({ name }) => !configOf('nodes', name).links)).toEqual([]);
  });

  it('shows every status of the closed sets in words', () => {
    const unmapped = Object.entries(RESOURCES).flatMap(([resource, { columns }]) =>
      columns
        .filter(({ name }) => /status|state|bucket/i.test(name))
        .flatMap(({ name, values = [] }) => {
          const [mapping] = configOf(resource as FleetQuery['resource'], name).mappings ?? [];
          return values
            .filter((value) => !(value in (mapping?.options ?? {})))
            .map((value) => `${resource}.${name} ${value}`);
        })
    );
    expect(unmapped).toEqual([]);
  });
});
