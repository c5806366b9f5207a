import type { ComboboxOption } from '@grafana/ui';
import { getTemplateSrv } from '@grafana/runtime';
import type { FleetDataSource } from '../datasource';
import type { Resource } from '../query';
import type { Column } from '../schema';

/** Values asked for at a time; further ones are found by typing. */
const PAGE = 100;

export function columnOptions(columns: Column[]): Array<ComboboxOption<string>> {
  return columns.map(({ name, label, description }) => ({ value: name, label, description }));
}

/** What a field can be compared with: the dashboard's variables, and the values that the fleet has, with their number. */
export function valueOptions(datasource: FleetDataSource, resource: Resource, field: string) {
  return async (search: string): Promise<Array<ComboboxOption<string>>> => {
    const { values, total } = await datasource.fieldValues({ resource, field, search, limit: PAGE });
    const known = values.map(({ value, count }) => ({ value, label: value, description: String(count) }));
    const more =
      total > known.length
        ? [{ value: '', label: `${total - known.length} more: type to find them`, infoOption: true }]
        : [];
    return [...variableOptions(search), ...known.filter(({ value }) => value !== ''), ...more];
  };
}

/** Accounts or Regions that are configured, and the dashboard's variables. */
export function scopeOptions(list: () => Promise<Array<ComboboxOption<string>>>) {
  return async (search: string): Promise<Array<ComboboxOption<string>>> => {
    const fits = ({ value, label }: ComboboxOption<string>) => contains(`${value} ${label}`, search);
    return [...variableOptions(search), ...(await list()).filter(fits)];
  };
}

function variableOptions(search: string): Array<ComboboxOption<string>> {
  return getTemplateSrv()
    .getVariables()
    .map(({ name }) => ({ value: `$${name}`, label: `$${name}`, description: 'Template variable' }))
    .filter(({ value }) => contains(value, search));
}

function contains(text: string, search: string): boolean {
  return text.toLowerCase().includes(search.toLowerCase());
}
