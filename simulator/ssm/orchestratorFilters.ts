import { type PatchOrchestratorFilter } from '@aws-sdk/client-ssm';
import { checkLength } from './input';
import { validationError } from './ssmError';

/** All filters have to hold, of a filter's values one. Throws the ValidationException of a key that isn't one of `keys`. */
export function orchestratorTest<T>(
  filters: PatchOrchestratorFilter[],
  keys: Record<string, (item: T, wanted: string) => boolean>
): (item: T) => boolean {
  checkLength(filters, 0, 5, 'filters');
  const tests = filters.map(({ Key = '', Values = [] }) => {
    const fits = keys[Key];
    if (!fits) {
      const valid = Object.keys(keys).join(', ');
      throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
    }
    return (item: T) => Values.some((wanted) => fits(item, wanted));
  });
  return (item) => tests.every((test) => test(item));
}
