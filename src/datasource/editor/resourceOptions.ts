import { fuzzySearch } from '@grafana/data';
import type { ComboboxOption } from '@grafana/ui';
import { sortBy, uniq } from 'lodash';
import type { FleetQuery } from '../query';
import type { Resource } from '../../schema/resource';
import { type Group, GROUPS, RESOURCES } from '../../schema/schema';

const GROUP_LABELS: Record<Group, string> = {
  fleet: 'Fleet',
  patches: 'Patches',
  configuration: 'Configuration',
  operations: 'Operations',
  setup: 'Set-up',
};

/** What can be asked of the server part, in groups; nodes first: most questions are about them. */
export const RESOURCE_OPTIONS: Array<ComboboxOption<Resource>> = sortBy(Object.keys(RESOURCES) as Resource[], [
  (name) => GROUPS.indexOf(RESOURCES[name].group),
  (name) => name !== 'nodes',
  (name) => RESOURCES[name].label,
]).map((value) => {
  const { group, label, description } = RESOURCES[value];
  return { value, label, description, group: GROUP_LABELS[group] };
});

/** Which the browser makes. */
export const JOIN: ComboboxOption<'join'> & { description: string } = {
  value: 'join',
  label: 'Join',
  description: 'Nodes, with CPU, memory and other columns from other data sources',
  group: GROUP_LABELS.fleet,
};

/** What can be asked of the data source. */
export const ALL_OPTIONS: Array<ComboboxOption<FleetQuery['resource']>> = sortBy(
  [...RESOURCE_OPTIONS, JOIN],
  ({ group }) => Object.values(GROUP_LABELS).indexOf(group!)
);

/**
 * Finds resources by what they are called, then by all that is said of them: what they are for, what people ask of them,
 * their columns. Combobox by itself looks at labels alone.
 */
export function searchResources<T extends FleetQuery['resource']>(options: Array<ComboboxOption<T>>) {
  const labels = options.map(({ label }) => label!);
  const texts = options.map(({ value, label, description, group }) => {
    const { examples = [], columns = [] } = value === 'join' ? {} : RESOURCES[value as Resource];
    return [
      label,
      description,
      group,
      ...examples.map(({ title }) => title),
      ...columns.map(({ label }) => label),
    ].join(' ');
  });
  return async (search: string): Promise<Array<ComboboxOption<T>>> =>
    uniq([labels, texts].flatMap((haystack) => fuzzySearch(haystack, search))).map((index) => options[index]);
}
