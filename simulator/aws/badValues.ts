import { mapLists } from './listFaults';
import { tokenName } from './listPage';

/** What can be wrong with one member of an otherwise good item. */
export const valueFaults = [
  'nanTime',
  'textTime',
  'year1',
  'year1601',
  'year2300',
  'year9999',
  'bigCount',
  'minusOne',
  'doubleTag',
] as const;
export type ValueFault = (typeof valueFaults)[number];

/** A member, told by its name and by what it stands in. */
interface Member {
  name: string;
  value: unknown;
  /** It is a number that counts, or stands in a map of such. */
  counts: boolean;
}

interface Kind {
  fits(member: Member): boolean;
  /** XML has ISO text where JSON has numbers. */
  spoil(value: any, isXml: boolean): unknown;
}

const everySeventh = 7;

const kinds: Record<ValueFault, Kind> = {
  nanTime: time(() => 'NaN'),
  textTime: time((at, isXml) => (isXml ? String(at.getTime() / 1000) : at.toISOString())),
  year1: time(() => new Date('0001-01-01T00:00:00Z')),
  year1601: time(() => new Date('1601-01-01T00:00:00Z')),
  year2300: time(() => new Date('2300-01-01T00:00:00Z')),
  year9999: time(() => new Date('9999-12-31T23:59:59Z')),
  bigCount: count(5_000_000_000),
  minusOne: count(-1),
  doubleTag: {
    fits: ({ name, value }) => /^(Tags|tagSet)$/.test(name) && Array.isArray(value) && value.length > 0,
    spoil: ([first, ...others]: Array<Record<string, string>>) => [
      first,
      ...others,
      { ...first, ...otherValue(first) },
    ],
  },
};

function time(spoil: (at: Date, isXml: boolean) => unknown): Kind {
  return { fits: ({ value }) => value instanceof Date, spoil };
}

function count(wrong: number): Kind {
  return { fits: ({ value, counts }) => counts && typeof value === 'number', spoil: () => wrong };
}

/** EC2 writes a tag's members small. */
function otherValue(tag: Record<string, string>): Record<string, string> {
  return 'value' in tag ? { value: `${tag.value} (again)` } : { Value: `${tag.Value} (again)` };
}

/** A page on which every seventh item, from the first on, has one bad value. What is no list stays as it is. */
export function spoilItems(output: object, fault: ValueFault, member: string | undefined, isXml: boolean): object {
  if (tokenName(output) === undefined) {
    return output;
  }
  const { fits, spoil } = kinds[fault];
  const strike = (found: Member) =>
    (member === undefined || found.name === member) && fits(found) ? { value: spoil(found.value, isXml) } : null;
  return mapLists(output, (items) =>
    items.map((item, i) => (i % everySeventh === 0 ? withFirst(item, { name: '', counts: false }, strike) : item))
  );
}

/** A copy of a value in which the first member that is struck is another; the value itself where none is. */
function withFirst(
  value: unknown,
  { name, counts }: Omit<Member, 'value'>,
  strike: (member: Member) => { value: unknown } | null
): unknown {
  const struck = strike({ name, value, counts });
  if (struck) {
    return struck.value;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return value;
  }
  for (const [key, member] of Object.entries(value)) {
    const within = Array.isArray(value) ? { name, counts } : { name: key, counts: counts || key.endsWith('Count') };
    const changed = withFirst(member, within, strike);
    if (changed !== member) {
      return Array.isArray(value)
        ? value.map((each, i) => (i === Number(key) ? changed : each))
        : { ...value, [key]: changed };
    }
  }
  return value;
}
