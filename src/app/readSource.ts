import { getDefaultTimeRange, type DataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { getDataSourceSrv, type HealthCheckResult } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import type { FleetDataSource } from '../datasource/datasource';
import type { FleetQuery, TargetState } from '../datasource/query';

/** What Grafana's health check says: a title, a line, and the whole report. */
export interface SourceHealth {
  ok: boolean;
  title: string;
  message?: string;
  report?: string;
}

/** A target as the page shows it. */
export type Target = Pick<TargetState, 'account' | 'accountName' | 'region' | 'api' | 'state'> & { error: string };

export async function readHealth(uid: string): Promise<SourceHealth> {
  const datasource = await load(uid);
  const result: HealthCheckResult | undefined = await datasource.callHealthCheck();
  const details = (result?.details ?? {}) as { message?: string; verboseMessage?: string };
  return {
    ok: result?.status === 'OK',
    title: result?.message || 'The health check returned nothing: the plugin’s backend may not be running',
    message: details.message,
    report: details.verboseMessage,
  };
}

/** Every account, Region and API that is read, with how good its last reading is. Rejects with the server part's words. */
export async function readTargets(uid: string): Promise<Target[]> {
  const datasource = await load(uid);
  const request = {
    requestId: `onepane-sources-${uid}`,
    range: getDefaultTimeRange(),
    scopedVars: {},
    targets: [{ refId: 'A', resource: 'targets', view: 'table', columns: COLUMNS }],
  } as unknown as DataQueryRequest<FleetQuery>;
  const { data, error, errors }: DataQueryResponse = await lastValueFrom(datasource.query(request));
  const failure = error ?? errors?.[0];
  if (failure) {
    throw new Error(
      failure.data?.message ?? failure.message ?? 'The query for targets failed, and no reason was given'
    );
  }
  return (data as DataFrame[]).flatMap(targetsOf);
}

const COLUMNS = ['account', 'accountName', 'region', 'api', 'state', 'error'] as const;

function targetsOf(frame: DataFrame): Target[] {
  const valuesOf = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
  return Array.from(
    { length: frame.length },
    (_, row) => Object.fromEntries(COLUMNS.map((name) => [name, valuesOf(name)[row] ?? ''])) as unknown as Target
  );
}

function load(uid: string): Promise<FleetDataSource> {
  return getDataSourceSrv().get({ uid }) as unknown as Promise<FleetDataSource>;
}
