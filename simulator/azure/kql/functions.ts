import { KqlError } from './tokens';

/** Dynamic values compare and print as Kusto does: null is empty text, objects are JSON, dates are ISO 8601. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function toNumber(value: unknown): number | null {
  const number = typeof value === 'boolean' ? Number(value) : parseFloat(toText(value));
  return Number.isNaN(number) ? null : number;
}

function toDate(value: unknown): Date | null {
  const date = value instanceof Date ? value : new Date(toText(value));
  return Number.isNaN(date.getTime()) ? null : date;
}

function toBool(value: unknown): boolean | null {
  return typeof value === 'boolean'
    ? value
    : ({ true: true, false: false, '1': true, '0': false }[toText(value).toLowerCase()] ?? null);
}

function truncated(value: unknown): number | null {
  const number = toNumber(value);
  return number === null ? null : Math.trunc(number);
}

type ScalarFunction = (args: unknown[], now: number) => unknown;

export const scalarFunctions: Record<string, ScalarFunction> = {
  tolower: ([value]) => toText(value).toLowerCase(),
  toupper: ([value]) => toText(value).toUpperCase(),
  tostring: ([value]) => toText(value),
  toint: ([value]) => truncated(value),
  tolong: ([value]) => truncated(value),
  todouble: ([value]) => toNumber(value),
  toreal: ([value]) => toNumber(value),
  tobool: ([value]) => toBool(value),
  todatetime: ([value]) => toDate(value),
  datetime: ([value]) => toDate(value),
  now: (_, now) => new Date(now),
  ago: ([span], now) => new Date(now - Number(span)),
  not: ([value]) => !value,
  strlen: ([value]) => toText(value).length,
  strcat: (values) => values.map(toText).join(''),
  split: ([value, delimiter]) => toText(value).split(toText(delimiter)),
  substring: ([value, from, length]) =>
    toText(value).slice(Number(from), length === undefined ? undefined : Number(from) + Number(length)),
  trim: ([pattern, value]) =>
    toText(value).replace(new RegExp(`^(?:${toText(pattern)})+|(?:${toText(pattern)})+$`, 'g'), ''),
  replace_string: ([value, what, by]) => toText(value).replaceAll(toText(what), toText(by)),
  extract: ([pattern, group, value]) => new RegExp(toText(pattern)).exec(toText(value))?.[Number(group)] ?? '',
  iff: ([condition, yes, no]) => (condition ? yes : no),
  iif: ([condition, yes, no]) => (condition ? yes : no),
  case: (values) => {
    for (let i = 0; i + 1 < values.length; i += 2) {
      if (values[i]) {
        return values[i + 1];
      }
    }
    return values.at(-1);
  },
  coalesce: (values) => values.find((value) => value !== null && value !== undefined && value !== '') ?? null,
  isempty: ([value]) => toText(value) === '',
  isnotempty: ([value]) => toText(value) !== '',
  isnull: ([value]) => value === null || value === undefined,
  isnotnull: ([value]) => value !== null && value !== undefined,
  array_length: ([value]) => (Array.isArray(value) ? value.length : null),
  parse_json: ([value]) => parseJson(value),
  todynamic: ([value]) => parseJson(value),
};

function parseJson(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** Each takes its argument's value in every row of the group; `count()` has none and counts rows. */
export const aggregateFunctions: Record<string, (values: unknown[]) => unknown> = {
  count: (values) => values.length,
  countif: (values) => values.filter(Boolean).length,
  dcount: (values) => new Set(values.map(toText)).size,
  sum: (values) => numbers(values).reduce((total, value) => total + value, 0),
  avg: (values) => numbers(values).reduce((total, value) => total + value, 0) / numbers(values).length,
  min: (values) => values.reduce((least, value) => (compareValues(value, least) < 0 ? value : least)),
  max: (values) => values.reduce((most, value) => (compareValues(value, most) > 0 ? value : most)),
  make_list: (values) => values.filter((value) => value !== null),
  make_set: (values) => [...new Set(values.filter((value) => value !== null))],
  any: ([value]) => value,
  take_any: ([value]) => value,
};

function numbers(values: unknown[]): number[] {
  return values.map(toNumber).filter((value) => value !== null);
}

/** Order of two values: numbers and dates by size, anything else as text; null first. */
export function compareValues(a: unknown, b: unknown): number {
  const [nullA, nullB] = [a === null || a === undefined, b === null || b === undefined];
  if (nullA || nullB) {
    return Number(nullB) - Number(nullA);
  }
  if ((typeof a === 'number' || a instanceof Date) && (typeof b === 'number' || b instanceof Date)) {
    return Number(a) - Number(b);
  }
  const [left, right] = [toText(a), toText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const wordStart = '(?<![A-Za-z0-9])';
const wordEnd = '(?![A-Za-z0-9])';
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

type Comparison = (a: unknown, b: unknown) => boolean;

const positive: Record<string, Comparison> = {
  '<': (a, b) => compareValues(a, b) < 0,
  '<=': (a, b) => compareValues(a, b) <= 0,
  '>': (a, b) => compareValues(a, b) > 0,
  '>=': (a, b) => compareValues(a, b) >= 0,
  '==': (a, b) => compareValues(a, b) === 0,
  '=~': (a, b) => toText(a).toLowerCase() === toText(b).toLowerCase(),
  has: (a, b) => new RegExp(wordStart + literally(toText(b)) + wordEnd, 'i').test(toText(a)),
  has_cs: (a, b) => new RegExp(wordStart + literally(toText(b)) + wordEnd).test(toText(a)),
  hasprefix: (a, b) => new RegExp((/^\w/.test(toText(b)) ? wordStart : '') + literally(toText(b)), 'i').test(toText(a)),
  hassuffix: (a, b) => new RegExp(literally(toText(b)) + wordEnd, 'i').test(toText(a)),
  contains: (a, b) => toText(a).toLowerCase().includes(toText(b).toLowerCase()),
  contains_cs: (a, b) => toText(a).includes(toText(b)),
  startswith: (a, b) => toText(a).toLowerCase().startsWith(toText(b).toLowerCase()),
  endswith: (a, b) => toText(a).toLowerCase().endsWith(toText(b).toLowerCase()),
};

/** The meaning of a comparison operator; `!` turns it round. */
export function comparison(operator: string): Comparison {
  const negated = operator.startsWith('!');
  const plain = operator === '!=' ? '==' : operator === '!~' ? '=~' : operator.replace(/^!/, '');
  if (!Object.hasOwn(positive, plain)) {
    throw new KqlError('ParserFailure', `ParserFailure: unknown operator ${operator}`, 1, 0, operator);
  }
  const compare = positive[plain];
  return negated ? (a, b) => !compare(a, b) : compare;
}
