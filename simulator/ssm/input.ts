import { type AwsCall } from '../aws/awsService';
import { type PageRequest, takePage } from '../aws/pages';
import { ssmError, validationError } from './ssmError';

/** Throws the ValidationException of a missing member. */
export function required<T>(value: T | undefined | null, member: string): T {
  if (value === undefined || value === null || value === '') {
    throw validationError('null', member, 'Member must not be null');
  }
  return value;
}

const instanceIdPattern = /^(i-(\w{8}|\w{17})|mi-\w{17})$/;
const patternWords = 'Member must satisfy regular expression pattern: (^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)';

/** The id of an instance or a hybrid node. Other managed nodes, as connectors of clusters, have ids that not every operation takes. */
export function instanceId(value: string | undefined): string {
  const id = required(value, 'instanceId');
  if (!instanceIdPattern.test(id)) {
    throw validationError(id, 'instanceId', patternWords);
  }
  return id;
}

/** One that isn't such an id, and the whole list is refused. */
export function instanceIds(value: string[] | undefined): string[] {
  const ids = required(value, 'instanceIds');
  checkLength(ids, 0, 50, 'instanceIds');
  if (!ids.every((id) => instanceIdPattern.test(id))) {
    throw validationError(`[${ids.join(', ')}]`, 'instanceIds', `Member must satisfy constraint: [${patternWords}]`);
  }
  return ids;
}

export function checkLength(items: unknown[], low: number, high: number, member: string): void {
  if (items.length < low || items.length > high) {
    const bound = items.length < low ? `greater than or equal to ${low}` : `less than or equal to ${high}`;
    throw validationError(`[${items.length} items]`, member, `Member must have length ${bound}`);
  }
}

/** Epoch milliseconds of a time in ISO 8601, as filters have it. */
export function timestamp(value: string, member: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) {
    throw validationError(value, member, 'Member must be a timestamp in ISO 8601');
  }
  return at;
}

interface PageRange {
  low: number;
  high: number;
  /** Without MaxResults. */
  usual: number;
}

/** One page, with SSM's checks of MaxResults and NextToken. A token is good for the query that it came from only. */
export function pageOf<T>(
  items: T[],
  input: { MaxResults?: number; NextToken?: string },
  { low, high, usual }: PageRange,
  call: AwsCall,
  { sparse = false, nameOf }: Pick<PageRequest<T>, 'sparse' | 'nameOf'> = {}
): { items: T[]; nextToken: string | undefined } {
  const { MaxResults: size = usual, NextToken: token, ...query } = input;
  if (!Number.isInteger(size) || size < low || size > high) {
    const bound = size < low ? `greater than or equal to ${low}` : `less than or equal to ${high}`;
    throw validationError(size, 'maxResults', `Member must have value ${bound}`);
  }
  return takePage(
    items,
    {
      size: Math.min(size, call.mostPerPage),
      token,
      of: [call.operation, call.account, call.region, query],
      sparse,
      nameOf,
    },
    () => ssmError('InvalidNextToken', 'The specified token is not valid.')
  );
}
