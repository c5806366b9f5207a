import type { Page, Request } from 'playwright-core';

/** What went to data sources of one kind, and came back. */
export interface Traffic {
  requests: number;
  /** Queries in those requests. */
  queries: number;
  /** Bodies of the answers as they travel. */
  bytes: number;
}

/** What a page asks of data sources while something is done, by their kinds. */
export async function trafficOf(page: Page, act: () => Promise<unknown>): Promise<Record<string, Traffic>> {
  const requests: Request[] = [];
  const keep = (request: Request) => kindOf(request) && requests.push(request);
  page.on('request', keep);
  await act();
  page.off('request', keep);

  const traffic: Record<string, Traffic> = {};
  for (const request of requests) {
    const kind = kindOf(request)!;
    const { queries = [] } = (request.postDataJSON() ?? {}) as { queries?: unknown[] };
    const response = await request.response();
    const bytes = response ? (await request.sizes()).responseBodySize : 0;
    const before = traffic[kind] ?? { requests: 0, queries: 0, bytes: 0 };
    traffic[kind] = {
      requests: before.requests + 1,
      queries: before.queries + queries.length,
      bytes: before.bytes + bytes,
    };
  }
  return traffic;
}

/** The plugin that a query goes to, or `look-ups`; undefined for what asks no data source. */
function kindOf(request: Request): string | undefined {
  const { pathname, searchParams } = new URL(request.url());
  if (pathname === '/api/ds/query') {
    return searchParams.get('ds_type') ?? 'queries';
  }
  return /^\/api\/datasources\/.*\/resources\//.test(pathname) ? 'look-ups' : undefined;
}
