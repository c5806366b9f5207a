import { jsonResponse, SimResponse } from '../route';
import { AzureError } from './azureError';
import { parseKql } from './kql/parse';
import { runKql, Tables } from './kql/run';
import type { Row, Table } from './kql/table';
import { KqlError } from './kql/tokens';

interface ResourceGraphRequest {
  query?: string;
  subscriptions?: string[] | null;
  options?: { resultFormat?: string; $top?: number; $skip?: number; $skipToken?: string };
}

/** Azure's page limit and default. */
const PAGE = 1000;
/** Documented throttling: 15 queries in every 5 seconds of one user. */
const QUOTA = 15;
const QUOTA_MS = 5000;

/** `POST /providers/Microsoft.ResourceGraph/resources`. */
export class ResourceGraph {
  private windowStart = 0;
  private used = 0;

  constructor(
    private readonly tables: Tables,
    private readonly clock: () => number,
    private readonly throttle: boolean
  ) {}

  answer(request: ResourceGraphRequest): SimResponse {
    const quota = this.takeQuota();
    if (!request.query) {
      throw new AzureError(400, 'BadRequest', 'The request body must have a query.');
    }
    const table = this.run(request.query, request.subscriptions ?? []);
    const { $top = PAGE, $skip = 0, $skipToken, resultFormat = 'objectArray' } = request.options ?? {};
    const from = $skipToken === undefined ? $skip : readToken($skipToken);
    const rows = table.rows.slice(from, from + Math.min($top, PAGE));
    const more = from + rows.length < table.rows.length;
    // A query that limits itself isn't paged.
    const paged = more && !/\|\s*(limit|take)\b/i.test(request.query);
    return jsonResponse(
      {
        totalRecords: table.rows.length,
        count: rows.length,
        data: resultFormat === 'table' ? asTable(table, rows) : rows.map((row) => asObject(table, row)),
        facets: [],
        resultTruncated: more && !paged ? 'true' : 'false',
        ...(paged ? { $skipToken: writeToken(from + rows.length) } : {}),
      },
      200,
      quota
    );
  }

  private run(query: string, subscriptions: string[]): Table {
    const wanted = new Set(subscriptions.map((id) => id.toLowerCase()));
    const within = (table: Table | undefined) =>
      table && wanted.size > 0
        ? { ...table, rows: table.rows.filter(({ subscriptionId }) => wanted.has(String(subscriptionId))) }
        : table;
    try {
      return runKql(parseKql(query), (name) => within(this.tables(name)), this.clock());
    } catch (error) {
      throw error instanceof KqlError ? invalidQuery(error, this.clock()) : error;
    }
  }

  private takeQuota(): Record<string, string> {
    const now = this.clock();
    if (now - this.windowStart >= QUOTA_MS) {
      this.windowStart = now;
      this.used = 0;
    }
    this.used++;
    const resets = Math.ceil((this.windowStart + QUOTA_MS - now) / 1000);
    const headers = {
      'x-ms-user-quota-remaining': String(Math.max(0, QUOTA - this.used)),
      'x-ms-user-quota-resets-after': `00:00:${String(resets).padStart(2, '0')}`,
    };
    if (this.throttle && this.used > QUOTA) {
      throw new AzureError(
        429,
        'RateLimiting',
        supportInfo(now),
        {
          details: [
            {
              code: 'RateLimiting',
              message:
                'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed.',
            },
          ],
        },
        { ...headers, 'retry-after': String(resets) }
      );
    }
    return headers;
  }
}

function invalidQuery(error: KqlError, now: number): AzureError {
  const { code, message, line, characterPositionInLine, token } = error;
  const parser =
    code === 'ParserFailure'
      ? { line, characterPositionInLine, token, expectedToken: /expected (.*)/.exec(message)?.[1] ?? '' }
      : {};
  return new AzureError(400, 'BadRequest', supportInfo(now), {
    details: [
      {
        code: 'InvalidQuery',
        message:
          'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
      },
      { code, message: code === 'ParserFailure' ? code : message, ...parser },
    ],
  });
}

function supportInfo(now: number): string {
  return `Please provide below info when asking for support: timestamp = ${new Date(now).toISOString()}, correlationId = 00000000-0000-0000-0000-000000000000.`;
}

function asObject({ columns }: Table, row: Row): Row {
  return Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
}

function asTable({ columns, rows: all }: Table, rows: Row[]) {
  return {
    columns: columns.map((name) => ({ name, type: columnType(all, name) })),
    rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
  };
}

function columnType(rows: Row[], name: string): string {
  const types = new Set(rows.map((row) => valueType(row[name])).filter((type) => type !== null));
  if (types.size === 2 && types.has('integer') && types.has('number')) {
    return 'number';
  }
  return types.size > 1 ? 'object' : ([...types][0] ?? 'string');
}

function valueType(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  if (value instanceof Date) {
    return 'datetime';
  }
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    default:
      return 'object';
  }
}

function writeToken(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64');
}

function readToken(token: string): number {
  try {
    const { offset } = JSON.parse(Buffer.from(token, 'base64').toString());
    if (Number.isInteger(offset)) {
      return offset;
    }
  } catch {
    // Refused below.
  }
  throw new AzureError(400, 'BadRequest', 'The $skipToken is invalid.');
}
