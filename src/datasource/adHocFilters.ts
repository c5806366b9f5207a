import type { AdHocVariableFilter } from '@grafana/data';
import { type Filter, NONE, type Operator } from './query';
import type { Resource } from '../schema/resource';
import { findColumn, type Column } from '../schema/schema';

/** Grafana's ad hoc operators where they are written differently; `=|` and `!=|` take a list. */
const LIST_OPERATORS: Record<string, Operator> = { '=|': 'in', '!=|': 'not in' };

/** A dashboard's ad hoc filters as conditions of a query; those on fields that the resource doesn't have stay out. */
export function adHocFiltersFor(resource: Resource, adHoc: AdHocVariableFilter[] = []): Filter[] {
  return adHoc
    .filter(({ key }) => findColumn(resource, key))
    .map(({ key, operator, value, values }) => {
      const listOp = LIST_OPERATORS[operator];
      return listOp
        ? { field: key, op: listOp, value: (values ?? [value]).map(asAsked) }
        : { field: key, op: operator as Operator, value: asAsked(value) };
    });
}

/** A node without a value has the empty string. */
function asAsked(value: string): string {
  return value === NONE ? '' : value;
}

const AGES = ['1h', '1d', '7d', '30d', '90d'];

/**
 * What a number or a time may well be compared with; undefined for texts and booleans, whose values the server part lists.
 * Ages and times take durations. Any other value can be typed.
 */
export function measuredValues(column: Column | undefined): string[] | undefined {
  switch (column?.type) {
    case 'number':
      return column.unit === 's' ? AGES : ['0'];
    case 'time':
      return AGES;
    default:
      return undefined;
  }
}
