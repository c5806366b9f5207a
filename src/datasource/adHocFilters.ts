import type { AdHocVariableFilter } from '@grafana/data';
import type { Filter, Operator } from './query';
import type { Resource } from '../schema/resource';
import { findColumn } from '../schema/schema';

/** Grafana's ad hoc operators where they are written differently; `=|` and `!=|` take a list. */
const LIST_OPERATORS: Record<string, Operator> = { '=|': 'in', '!=|': 'not in' };

/** A dashboard's ad hoc filters as conditions of a query; those on fields that the resource doesn't have stay out. */
export function adHocFiltersFor(resource: Resource, adHoc: AdHocVariableFilter[] = []): Filter[] {
  return adHoc
    .filter(({ key }) => findColumn(resource, key))
    .map(({ key, operator, value, values }) => {
      const listOp = LIST_OPERATORS[operator];
      return listOp
        ? { field: key, op: listOp, value: values ?? [value] }
        : { field: key, op: operator as Operator, value };
    });
}
