/**
 * What AWS's time is where it isn't this machine's: for the age of signatures, for `Date` headers, by which a client can tell
 * that its own clock is off, and for the dates in answers. The estate's times are this machine's, and stay as they are.
 */
export class AwsClock {
  offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** An answer as AWS dates it. */
  dated<T>(answer: T): T {
    return this.offsetMs === 0 ? answer : (withDates(answer, this.offsetMs) as T);
  }
}

function withDates(value: unknown, offsetMs: number): unknown {
  if (value instanceof Date) {
    return new Date(value.getTime() + offsetMs);
  }
  if (Array.isArray(value)) {
    return value.map((each) => withDates(each, offsetMs));
  }
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withDates(member, offsetMs)]))
    : value;
}

const maxOffsetMs = 366 * 24 * 3600_000;

/** Reads an offset from outside; throws an Error that names the wrong member. */
export function parseOffset(json: unknown): number {
  const { offsetMs, ...others } = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new Error(`${other} is not known: only offsetMs is`);
  }
  if (!Number.isInteger(offsetMs) || Math.abs(offsetMs as number) > maxOffsetMs) {
    throw new Error(`offsetMs must be whole milliseconds, a year at most, and is ${JSON.stringify(offsetMs)}`);
  }
  return offsetMs as number;
}
