import type { DataFrame } from '@grafana/data';
import type { HealthCheckResult } from '@grafana/runtime';
import { filter, firstValueFrom, map } from 'rxjs';
import type { FleetMeta, TargetState } from '../datasource/query';
import { isOnItsWay } from '../datasource/progress';
import { askSource, loadSource, valuesOf } from './askSource';

/** What Grafana's health check says. */
export interface SourceHealth {
  ok: boolean;
  title: string;
  /** What is to be mended first, and the whole report; absent where nothing is. */
  message?: string;
  report?: string;
  /** ARN of whom AWS takes the source for, by account id. Admins alone are told. */
  callers: Map<string, string>;
}

interface HealthDetails {
  message?: string;
  verboseMessage?: string;
  callers?: Array<{ account: string; arn: string }>;
}

/** A target as the page shows it. */
export interface Target extends Pick<TargetState, 'account' | 'accountName' | 'region' | 'api' | 'state'> {
  /** Why its last reading failed, or empty. */
  error: string;
  /** When its last good reading was taken, in epoch milliseconds, and the seconds since then; null where there is none. */
  asOf: number | null;
  age: number | null;
  /** Calls to AWS since the server part started, and those of them that AWS throttled. */
  calls: number;
  throttles: number;
}

/** How many nodes an account has, and whether there may be more: something of it is still being read, or could not be. */
export interface NodeCount {
  count: number;
  missing?: 'loading' | 'failed';
}

export async function readHealth(uid: string): Promise<SourceHealth> {
  const source = await loadSource(uid);
  const result: HealthCheckResult | undefined = await source.callHealthCheck();
  const { message, verboseMessage: report, callers = [] }: HealthDetails = result?.details ?? {};
  // Where nothing is to be mended, the message is the report's first line: who reads what, which the accounts say themselves.
  const isWell = message !== undefined && report?.split('\n')[0] === message;
  return {
    ok: result?.status === 'OK',
    title: result?.message || 'The health check returned nothing: the plugin’s backend may not be running',
    ...(!isWell && { message, report }),
    callers: new Map(callers.map(({ account, arn }) => [account, arn])),
  };
}

const TARGET_COLUMNS = [
  'account',
  'accountName',
  'region',
  'api',
  'state',
  'error',
  'asOf',
  'age',
  'calls',
  'throttles',
];
/** What a column without a value has here; null where that is not known. */
const NOTHING: Partial<Target> = { account: '', accountName: '', error: '', calls: 0, throttles: 0 };

/** Every account, Region and API that is read, with how good its last reading is. Rejects with the server part's words. */
export function readTargets(uid: string): Promise<Target[]> {
  return firstValueFrom(
    askSource(uid, { resource: 'targets', view: 'table', columns: TARGET_COLUMNS }).pipe(
      map((frames) => frames.flatMap(targetsOf))
    )
  );
}

function targetsOf(frame: DataFrame): Target[] {
  const columns = TARGET_COLUMNS.map((name) => [name, valuesOf(frame, name)] as const);
  return Array.from({ length: frame.length }, (_, row) => {
    const entries = columns.map(([name, values]) => [name, values[row] ?? NOTHING[name as keyof Target] ?? null]);
    return Object.fromEntries(entries) as Target;
  });
}

export interface NodeCounts {
  byAccount: Map<string, NodeCount>;
  /** Whether more is on its way, of accounts that are not in it yet, too. */
  moves: boolean;
}

/** The nodes of each account, by its id, as far as they have been read. Rejects with the server part's words. */
export function readNodeCounts(uid: string): Promise<NodeCounts> {
  return firstValueFrom(
    askSource(uid, { resource: 'nodes', view: 'count', groupBy: ['account'] }).pipe(
      filter((frames) => frames.length > 0),
      map((data) => ({ byAccount: countsOf(data[0]), moves: isOnItsWay({ data }) }))
    )
  );
}

function countsOf(frame: DataFrame): Map<string, NodeCount> {
  const { targets = [] } = (frame.meta?.custom ?? {}) as Partial<FleetMeta>;
  const counts = valuesOf(frame, 'count') as number[];
  const missingOf = (account: string): NodeCount['missing'] => {
    const states = targets.filter((target) => target.account === account).map(({ state }) => state);
    return (['failed', 'loading'] as const).find((state) => states.includes(state));
  };
  return new Map(
    (valuesOf(frame, 'account') as string[]).map((account, row) => [
      account,
      { count: counts[row], missing: missingOf(account) },
    ])
  );
}
