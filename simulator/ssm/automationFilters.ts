import { checkLength, timestamp } from './input';
import { ssmError, validationError } from './ssmError';

/** Of an execution or a step: one of a filter's values has to fit. */
export type AutomationTest<T> = (item: T, wanted: string) => boolean;

interface AutomationFilter {
  Key?: string;
  Values?: string[];
}

/**
 * All filters have to hold, of a filter's values one. Throws the ValidationException of a key that isn't one of `keys`, and
 * InvalidFilterValue for a time that is none and for a word that isn't one of its key's.
 */
export function automationTest<T extends { startedAt: number | null }>(
  filters: AutomationFilter[] | undefined,
  { most, keys, words }: { most: number; keys: Record<string, AutomationTest<T>>; words: Record<string, string[]> }
): (item: T) => boolean {
  if (filters) {
    checkLength(filters, 1, most, 'filters');
  }
  const known: Record<string, AutomationTest<T>> = {
    ...keys,
    StartTimeBefore: ({ startedAt }, wanted) => startedAt !== null && startedAt < Date.parse(wanted),
    StartTimeAfter: ({ startedAt }, wanted) => startedAt !== null && startedAt > Date.parse(wanted),
  };
  const tests = (filters ?? []).map(({ Key = '', Values = [] }) => {
    const fits = known[Key];
    if (!fits) {
      const valid = Object.keys(known).join(', ');
      throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
    }
    checkLength(Values, 1, 10, 'filters.1.member.values');
    Values.forEach((value) => checkValue(Key, value, words[Key]));
    return (item: T) => Values.some((wanted) => fits(item, wanted));
  });
  return (item) => tests.every((test) => test(item));
}

function checkValue(key: string, value: string, words: string[] | undefined): void {
  if (words && !words.includes(value)) {
    throw ssmError('InvalidFilterValue', `${value} is not a valid value of ${key}. Valid values: ${words.join(', ')}.`);
  }
  if (/^StartTime/.test(key)) {
    try {
      timestamp(value, key);
    } catch {
      throw ssmError('InvalidFilterValue', `${value} is not a valid value of ${key}: use a time in ISO 8601.`);
    }
  }
}

/** Of executions and of their steps. */
export const automationStatuses = [
  ...[
    'Pending',
    'InProgress',
    'Waiting',
    'Success',
    'TimedOut',
    'Cancelling',
    'Cancelled',
    'Failed',
    'PendingApproval',
  ],
  ...['Approved', 'Rejected', 'Scheduled', 'RunbookInProgress', 'PendingChangeCalendarOverride'],
  ...[
    'ChangeCalendarOverrideApproved',
    'ChangeCalendarOverrideRejected',
    'CompletedWithSuccess',
    'CompletedWithFailure',
  ],
  'Exited',
];
