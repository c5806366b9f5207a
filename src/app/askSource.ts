import {
  CoreApp,
  getDefaultTimeRange,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type ScopedVars,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { defer, map, type Observable, switchMap } from 'rxjs';
import type { FleetDataSource } from '../datasource/datasource';
import type { FleetQuery } from '../datasource/query';

export function loadSource(uid: string): Promise<FleetDataSource> {
  return getDataSourceSrv().get({ uid }) as unknown as Promise<FleetDataSource>;
}

/** The frames that a source answers a query with, in packets while it reads. Fails with the server part's words. */
export function askSource(
  uid: string,
  query: Omit<FleetQuery, 'refId'>,
  scopedVars: ScopedVars = {}
): Observable<DataFrame[]> {
  return defer(() => loadSource(uid)).pipe(
    switchMap((source) => source.query(requestOf(uid, query, scopedVars))),
    map(framesOf)
  );
}

function requestOf(
  uid: string,
  query: Omit<FleetQuery, 'refId'>,
  scopedVars: ScopedVars
): DataQueryRequest<FleetQuery> {
  return {
    requestId: `onepane-sources-${uid}-${query.resource}`,
    app: CoreApp.Unknown,
    timezone: 'browser',
    startTime: Date.now(),
    range: getDefaultTimeRange(),
    interval: '1m',
    intervalMs: 60_000,
    scopedVars,
    targets: [{ refId: 'A', ...query }],
  };
}

function framesOf({ data, error, errors }: DataQueryResponse): DataFrame[] {
  const failure = error ?? errors?.[0];
  if (failure) {
    throw new Error(failure.data?.message ?? failure.message ?? 'The query failed, and no reason was given');
  }
  return data;
}

/** The values of a column, by its name; none where a frame lacks it. */
export function valuesOf(frame: DataFrame, name: string): unknown[] {
  return frame.fields.find((field) => field.name === name)?.values ?? [];
}
