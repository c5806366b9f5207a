import type { Estate } from '../estate/machine';
import { AzureError } from './azureError';
import { parseKql } from './kql/parse';
import { runKql } from './kql/run';
import type { Table } from './kql/table';
import { KqlError } from './kql/tokens';
import { workspaceId, workspaces } from './subscriptions';

/** Tables that every workspace has, empty in ours: enough for a health check, and for a query to find nothing. */
const tables: Record<string, Table> = {
  azureactivity: {
    columns: ['TimeGenerated', 'OperationNameValue', 'Level', 'ActivityStatusValue', 'ResourceGroup'],
    rows: [],
  },
  heartbeat: { columns: ['TimeGenerated', 'Computer', 'OSType', 'ResourceId'], rows: [] },
};

/** `POST /v1/workspaces/<customer id>/query` and `POST /v1/<resource id>/query`. */
export function queryLogs({ azureSubscriptions }: Estate, scope: string, query: unknown, now: number) {
  const known = azureSubscriptions.some(
    (subscription) =>
      scope.toLowerCase() === `workspaces/${workspaceId(subscription)}` ||
      `/${scope}`.toLowerCase() === workspaces(subscription).value[0].id.toLowerCase()
  );
  if (!known) {
    throw new AzureError(404, 'PathNotFoundError', 'The requested path does not exist');
  }
  try {
    const { columns, rows } = runKql(parseKql(String(query ?? '')), (name) => tables[name], now);
    return {
      tables: [
        {
          name: 'PrimaryResult',
          columns: columns.map((name) => ({ name, type: name === 'TimeGenerated' ? 'datetime' : 'string' })),
          rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
        },
      ],
    };
  } catch (error) {
    if (!(error instanceof KqlError)) {
      throw error;
    }
    throw new AzureError(400, 'BadArgumentError', 'The request had some invalid properties', {
      innererror: {
        code: 'SemanticError',
        message: 'A semantic error occurred.',
        innererror: { code: error.code, message: error.message },
      },
    });
  }
}
