import type { ComboboxOption } from '@grafana/ui';
import { getTemplateSrv } from '@grafana/runtime';
import { sortBy } from 'lodash';
import type { FleetDataSource } from '../datasource';
import type { Resource } from '../../schema/resource';
import { isTag, type Column } from '../../schema/schema';

/** Values asked for at a time; further ones are found by typing. */
const PAGE = 100;

/**
 * Fields to choose from, those that are shown by default first, and the dashboard's variables. Tags go by their whole name:
 * a tag's key may be a column's label too, `Name` for instance. Nothing else can be typed: what looks like a label would be
 * taken for a field.
 */
export function fieldOptions(columns: Column[]): Array<ComboboxOption<string>> {
  const fields = sortBy(columns, (column) => !column.default).map(({ name, label, description }) => ({
    value: name,
    label: isTag(name) ? name : label,
    description,
  }));
  return [...fields, ...variableOptions('')];
}

/** The dashboard's variables, and these texts. */
export function textOptions(texts: string[]): Array<ComboboxOption<string>> {
  return [...variableOptions(''), ...texts.map((value) => ({ value, label: value }))];
}

/** What a field can be compared with: the dashboard's variables, and the values that the fleet has, with their number. */
export function valueOptions(datasource: FleetDataSource, resource: Resource, field: string) {
  return async (search: string): Promise<Array<ComboboxOption<string>>> => {
    const { values, total } = await datasource.fieldValues({ resource, field, search, limit: PAGE });
    const known = values.map(({ value, count }) => ({
      value,
      label: value,
      description: count === 1 ? '1 row' : `${count} rows`,
    }));
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

/** The dashboard's variables that fit what is typed. */
export function variableOptions(search: string): Array<ComboboxOption<string>> {
  return getTemplateSrv()
    .getVariables()
    .map(({ name }) => ({ value: `$${name}`, label: `$${name}`, description: 'Template variable' }))
    .filter(({ value }) => contains(value, search));
}

/** Whether a text has another in it, in any case. */
export function contains(text: string, search: string): boolean {
  return text.toLowerCase().includes(search.toLowerCase());
}
