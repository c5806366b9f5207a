import { type ComplianceStringFilter } from '@aws-sdk/client-ssm';
import { ssmError } from './ssmError';

/** All filters have to hold, of a filter's values one. Throws the InvalidFilter of a key that isn't one of `keys`, or of another type. */
export function complianceTest<T>(
  filters: ComplianceStringFilter[],
  keys: Record<string, (item: T) => string | undefined>
): (item: T) => boolean {
  const tests = filters.map((filter) => filterTest(filter, keys));
  return (item) => tests.every((test) => test(item));
}

function filterTest<T>(
  { Key = '', Values = [], Type = 'EQUAL' }: ComplianceStringFilter,
  keys: Record<string, (item: T) => string | undefined>
): (item: T) => boolean {
  const value = keys[Key];
  if (!value) {
    throw ssmError('InvalidFilter', `The filter key ${Key} is not valid. Valid keys: ${Object.keys(keys).join(', ')}.`);
  }
  const tests: Record<string, (found: string) => boolean> = {
    EQUAL: (found) => Values.includes(found),
    NOT_EQUAL: (found) => !Values.includes(found),
    BEGIN_WITH: (found) => Values.some((wanted) => found.startsWith(wanted)),
    LESS_THAN: (found) => Values.some((wanted) => Date.parse(found) < Date.parse(wanted)),
    GREATER_THAN: (found) => Values.some((wanted) => Date.parse(found) > Date.parse(wanted)),
  };
  const test = tests[Type];
  if (!test || (/THAN$/.test(Type) && Key !== 'ExecutionTime')) {
    throw ssmError('InvalidFilter', `The filter type ${Type} is not valid for ${Key}.`);
  }
  return (item) => test(value(item) ?? '');
}
