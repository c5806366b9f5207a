import type { AwsAuthDataSourceJsonData } from '@grafana/aws-sdk';
import type { DataQuery } from '@grafana/schema';
import type { JoinSpec } from '../join/spec';
import type { Resource } from '../schema/resource';

/**
 * What a panel asks of the fleet; docs/architecture.md shows how it travels. The same JSON is decoded by the server part
 * (pkg/resource/query.go); the fixtures in pkg/resource/testdata/queries.json hold the two together.
 */
export interface FleetQuery extends DataQuery {
  resource: Resource | 'join';
  view: View;
  /** Empty or absent: everything that the data source is configured for. */
  scope?: { accounts?: string[]; regions?: string[] };
  filters?: Filter[];
  /** View table: which columns, in this order; absent: the resource's default columns. */
  columns?: string[];
  /** View count: up to three fields. */
  groupBy?: string[];
  /** View count: the field of `groupBy` whose members become columns. The browser does it; alert rules take one number column. */
  pivot?: string;
  /** With `pivot`: a column `total` that sums the others up. */
  total?: boolean;
  orderBy?: OrderBy[];
  /** Rows at most, 1 or more; absent: all. What is cut is said in `meta.custom.truncated` and in a notice. */
  limit?: number;
  /** The node of a drill-down resource (patches, nodeAssociations, software, inventory). */
  nodeId?: string;
  /** What another drill-down resource is about: a command, an automation, a maintenance window. */
  id?: string;
  /** What else a resource is asked for with, by the names of its arguments in src/schema/schema.ts: an inventory type. */
  arguments?: Record<string, string>;
  /** Give what has been read so far instead of waiting for the whole; only our own browser code sets it. */
  partial?: boolean;
  /** View table: a whole answer without rows is no data, so that a panel shows its "No value" words. The browser does it. */
  noRowsAsNoData?: boolean;
  /** For annotations: the answer has the fields that Grafana makes them of. The browser does it. */
  annotation?: boolean;
  /** Resource `join` only. */
  join?: JoinSpec<LeftNodes>;
}

export type View = 'table' | 'count';

export type Operator = '=' | '!=' | 'in' | 'not in' | '=~' | '!~' | '<' | '<=' | '>' | '>=' | 'exists';

/**
 * One condition; all conditions must hold. `value` is a list for `in` and `not in`, a boolean for `exists`, else a string
 * or a number. Times are compared as epoch milliseconds, RFC 3339, an age such as `30d` (older than 30 days: `<`) or a time
 * to come such as `now+30d`.
 * Regular expressions are RE2 and match the whole value, as in Prometheus. A string without a value (a node without the
 * tag) counts as the empty string, as a missing label does there, so `!=`, `not in` and `!~` match it. A number, boolean
 * or time without a value is matched by `exists` false and by nothing else.
 */
export interface Filter {
  field: string;
  op: Operator;
  value: FilterValue;
}

export type FilterValue = string | number | boolean | Array<string | number>;

export interface OrderBy {
  field: string;
  desc?: boolean;
}

/** What a template variable of type query asks: the distinct values of a field, over the rows that fit. */
export interface FleetVariableQuery
  extends DataQuery, Pick<FleetQuery, 'scope' | 'filters' | 'nodeId' | 'id' | 'arguments'> {
  resource: Resource;
  /** Its values are the variable's; text or boolean. */
  field: string;
  /** A field whose values are shown instead, for instance `name` for `nodeId`. */
  label?: string;
  /** RE2 pattern that the whole of what is shown must match; `$__searchFilter` is what is typed into the variable. */
  search?: string;
  /** Offers the rows without a value, too, as `NONE`: the nodes that don't have the tag. */
  withNone?: boolean;
}

/** What a variable says, and its reader chooses, for no value at all. Conditions on it with `=`, `!=`, `in` and `not in` take it so. */
export const NONE = '(none)';

/** What every frame of the server part says of itself in `meta.custom`. Times are epoch milliseconds. */
export interface FleetMeta {
  /** When the oldest evidence in the answer was read; null where nothing was. */
  asOf: number | null;
  /** What the answer was made from: one entry for each account, Region and API that it needs. */
  targets: TargetState[];
  /** How much of what the answer needs has been read; equal when no more is on its way. What failed counts for nothing here. */
  progress: { read: number; expected: number };
  /** Null when nothing was cut. */
  truncated: { shown: number; total: number } | null;
}

export interface TargetState {
  account: string;
  accountName: string;
  region: string;
  api: string;
  state: 'ok' | 'late' | 'stale' | 'loading' | 'failed';
  asOf: number | null;
  error?: string;
  errorSince?: number;
  /** The IAM action that was refused, for instance `ssm:DescribeInstancePatchStates`. */
  action?: string;
  /** What its last good reading cannot tell, is known to lack, or no longer lists. */
  note?: string;
}

/** The left side of a join: a `nodes` query. */
export type LeftNodes = Pick<FleetQuery, 'scope' | 'filters' | 'columns' | 'orderBy' | 'limit'>;

/** The data source's settings, beside those that all AWS data sources share (authType, assumeRoleArn, externalId, profile, defaultRegion, endpoint). */
export interface FleetSettings extends AwsAuthDataSourceJsonData {
  /** Regions to read in every account that names none itself; absent: the default Region. */
  regions?: string[];
  /** Accounts to read, each by a role assumed from the base credentials; absent: the base credentials' own account. */
  accounts?: AccountSettings[];
  /** Endpoints by service (ssm, ec2, sts, tagging, resourcegroups, cloudwatch), with `{region}` in them; the single `endpoint` is for emulators. */
  endpoints?: Partial<Record<'ssm' | 'ec2' | 'sts' | 'tagging' | 'resourcegroups' | 'cloudwatch', string>>;
  /** How often each kind of evidence is read again while someone is looking, as Go durations: `5m`. */
  refresh?: { nodes?: string; patchStates?: string; associations?: string; tags?: string; history?: string };
  /** Share of a documented rate limit to take, 0 to 1 (default 0.5), and calls a second where none is documented (default 5). */
  rateShare?: number;
  undocumentedRate?: number;
  /** Calls that an account may be sent in an hour, over all Regions and operations: 20,000 by default. */
  maxCallsPerHour?: number;
  /** Patch state older than this is stale: `7d` by default. */
  patchStaleAfter?: string;
  /** How many days a patch may be missing before it is overdue, by its severity: 14, 30 and 90 by default. */
  overdueDays?: { critical?: number; important?: number; others?: number };
  /** How long a viewer's browser keeps what other sources of metrics said: `5m` by default. */
  keepMetricsFor?: string;
  /** How many refresh intervals old the facts may be that an alert rule is answered from: 2 by default. */
  alertMaxIntervals?: number;
  /** Tags that are columns of `nodes` by default (`tag:Owner`). */
  tagColumns?: string[];
  /** Tag that names the provider of a hybrid node, where nothing better does: `provider` by default. */
  providerTag?: string;
}

export interface AccountSettings {
  /** 12 digits; a number where provisioning in YAML has them without quotes. */
  id: string | number;
  name?: string;
  assumeRoleArn?: string;
  externalId?: string;
  regions?: string[];
}
