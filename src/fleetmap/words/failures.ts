import type { PanelData } from '@grafana/data';

/** Each query that has failed, by its letter, with its reason. Several that fail for one reason share a sentence. */
export function whatFailed({ error, errors }: Pick<PanelData, 'error' | 'errors'>): string[] {
  const queries = new Map<string, string[]>();
  for (const { refId, message, data } of errors?.length ? errors : error ? [error] : []) {
    const reason = message ?? data?.message ?? 'its data source gave no reason';
    queries.set(reason, [...(queries.get(reason) ?? []), ...(refId ? [refId] : [])]);
  }
  return [...queries].map(([reason, refIds]) => `${named(refIds)} failed: ${reason}`);
}

function named(refIds: string[]): string {
  const letters = [...new Set(refIds)];
  return letters.length === 0 ? 'The query' : `${letters.length === 1 ? 'Query' : 'Queries'} ${letters.join(', ')}`;
}
