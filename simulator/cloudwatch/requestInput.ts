import type { Dimension } from '@aws-sdk/client-cloudwatch';

import { AwsError } from '../aws/awsService';

/** Members of a request arrive as text (query), numbers and booleans (JSON, CBOR): these read either and refuse what is neither. */
type Input = Record<string, unknown>;

export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

export function requiredText(input: Input, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined) {
    throw new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);
  }
  return value;
}

export function optionalInteger(input: Input, name: string): number | undefined {
  const text = optionalText(input, name);
  if (text !== undefined && !/^-?\d+$/.test(text)) {
    throw new AwsError('SerializationException', `The value ${text} for parameter ${name} is not an integer.`);
  }
  return text === undefined ? undefined : Number(text);
}

export function flag(input: Input, name: string, otherwise: boolean): boolean {
  const text = optionalText(input, name);
  return text === undefined ? otherwise : text.toLowerCase() === 'true';
}

/** Epoch milliseconds, from ISO 8601 (query), epoch seconds (JSON) or a Date (CBOR). */
export function requiredTime(input: Input, name: string): number {
  const value = input[name];
  const time =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'number'
        ? value * 1000
        : Date.parse(requiredText(input, name));
  if (Number.isNaN(time)) {
    throw new AwsError(
      'SerializationException',
      `The value ${String(value)} for parameter ${name} is not a timestamp.`
    );
  }
  return time;
}

export function members(input: Input, name: string): Input[] {
  const value = input[name];
  return Array.isArray(value) ? (value as Input[]) : [];
}

/** A list of texts; none where it was sent empty. */
export function texts(input: Input, name: string): string[] {
  const value = input[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function dimensionsOf(input: Input): Dimension[] {
  return members(input, 'Dimensions').map((dimension) => ({
    Name: requiredText(dimension, 'Name'),
    Value: optionalText(dimension, 'Value'),
  }));
}
