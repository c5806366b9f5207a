import { groupBy, max, minBy, orderBy, sumBy, uniq } from 'lodash';
import { TARGET_STATES, type Status } from '../statuses';
import type { Target } from './readSource';

/** What has been read of an account, over all its Regions and operations. */
export interface Account {
  /** 12 digits; empty as long as AWS has not told it. */
  id: string;
  name: string;
  regions: string[];
  /** The worst state of its targets, and how many of them are in it. */
  state: Status;
  inState: number;
  targets: number;
  /** Seconds since the oldest of its last good readings, and when that was in epoch milliseconds; null where there is none. */
  age: number | null;
  asOf: number | null;
  calls: number;
  throttles: number;
  failures: Failure[];
}

/** One thing that is wrong, and what can't be read because of it. */
export interface Failure {
  /** In the server part's words, which say the way out. */
  error: string;
  apis: string[];
  regions: string[];
}

/** The accounts that a source reads, the worst first: by state, then by age. */
export function accountsOf(targets: Target[]): Account[] {
  const accounts = Object.values(groupBy(targets, ({ account, accountName }) => account || accountName)).map(accountOf);
  return orderBy(
    accounts,
    [({ state }) => TARGET_STATES.indexOf(state), ({ inState }) => inState, ({ age }) => age ?? Infinity, 'name', 'id'],
    ['asc', 'desc', 'desc', 'asc', 'asc']
  );
}

function accountOf(targets: Target[]): Account {
  const [{ account, accountName }] = targets;
  const state = TARGET_STATES.find(({ value }) => targets.some((target) => target.state === value)) ?? TARGET_STATES[0];
  const oldest = minBy(
    targets.filter(({ asOf }) => asOf !== null),
    'asOf'
  );
  return {
    id: account,
    name: accountName || account || 'The account of the data source’s credentials',
    regions: uniq(targets.map(({ region }) => region)).sort(),
    state,
    inState: targets.filter((target) => target.state === state.value).length,
    targets: targets.length,
    age: max(targets.map(({ age }) => age)) ?? null,
    asOf: oldest?.asOf ?? null,
    calls: sumBy(targets, 'calls'),
    throttles: sumBy(targets, 'throttles'),
    failures: failuresOf(targets),
  };
}

/** What keeps most from being read comes first. */
function failuresOf(targets: Target[]): Failure[] {
  const failing = targets.filter(({ error }) => error);
  const failures = Object.entries(groupBy(failing, 'error')).map(([error, alike]) => ({
    error,
    apis: uniq(alike.map(({ api }) => api)).sort(),
    regions: uniq(alike.map(({ region }) => region)).sort(),
  }));
  return orderBy(failures, [({ apis, regions }) => apis.length * regions.length], ['desc']);
}

/** Whether an account is what someone looks for: by name, id, Region or state, in any case. */
export function isFound({ id, name, regions, state }: Account, search: string): boolean {
  const text = [id, name, ...regions, state.label].join('\n').toLowerCase();
  return text.includes(search.trim().toLowerCase());
}
