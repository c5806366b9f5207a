import { rangeUtil } from '@grafana/data';
import type { AccountSettings, FleetSettings } from '../query';
import { invisibleProblem, trimmed, visible } from './invisible';

/** What is wrong with a setting, or undefined. The server part checks the same, and says so in its health check. */
type Verdict = string | undefined;

/** Of a new account nobody has typed anything wrong yet; saved like that, the health check names it. */
export function accountIdProblem(account: AccountSettings, accounts: AccountSettings[]): Verdict {
  const id = trimmed(String(account.id));
  if (id === '') {
    return undefined;
  }
  if (!/^\d{12}$/.test(visible(id))) {
    return `"${id}" is not an AWS account ID: write its 12 digits, with leading zeros`;
  }
  const twice = accounts.filter((other) => trimmed(String(other.id)) === id).length > 1;
  return invisibleProblem(id) ?? (twice ? `${id} is listed twice: remove one of the two` : undefined);
}

const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/.+$/;

export function roleProblem({ id, assumeRoleArn }: AccountSettings): Verdict {
  if (!assumeRoleArn) {
    return undefined;
  }
  const role = trimmed(assumeRoleArn);
  const hidden = invisibleProblem(role);
  if (hidden) {
    return hidden;
  }
  const owner = ROLE.exec(role)?.[1];
  if (!owner) {
    return `"${role}" is not the ARN of an IAM role: write it as arn:aws:iam::123456789012:role/Name`;
  }
  return id && owner !== trimmed(String(id)) ? `This role belongs to account ${owner}, not to ${id}` : undefined;
}

export function regionsProblem(regions: string[] = []): Verdict {
  const wrong = regions.map(trimmed).find((region) => !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region));
  return wrong === undefined
    ? undefined
    : (invisibleProblem(wrong) ?? `"${wrong}" is not an AWS Region: write its code, for instance eu-west-1`);
}

/** AWS allows no blank in an external id, and a person sees none. */
export function externalIdProblem(externalId = ''): Verdict {
  return invisibleProblem(externalId);
}

export function durationProblem(text: string | undefined): Verdict {
  return !text || isDuration(text)
    ? undefined
    : `"${text}" is not a duration: write a number and a unit, for instance 90s, 15m or 7d`;
}

export function endpointProblem(endpoint: string | undefined): Verdict {
  if (!endpoint) {
    return undefined;
  }
  const address = trimmed(endpoint);
  const hidden = invisibleProblem(address);
  if (hidden) {
    return hidden;
  }
  return isWebAddress(address.replaceAll('{region}', 'region'))
    ? undefined
    : `"${address}" is not a URL: write it with its scheme, for instance https://ssm.{region}.amazonaws.com`;
}

/** A number above 0 and not above `most`; undefined stands for the default. */
export function rateProblem(value: number | undefined, most: number): Verdict {
  return value === undefined || (value > 0 && value <= most)
    ? undefined
    : `${value} is out of range: write a number above 0 and at most ${most}`;
}

type OverdueDays = NonNullable<FleetSettings['overdueDays']>;

/** How many days a patch may be missing where the settings don't say, the worst severity first. */
export const OVERDUE_DAYS: Record<keyof OverdueDays, number> = { critical: 14, important: 30, others: 90 };

const MOST_DAYS = 3650;

/** Whole days, and for a worse severity no more than for a lesser one. */
export function daysProblem(severity: keyof OverdueDays, days: OverdueDays = {}): Verdict {
  const value = days[severity];
  if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value <= MOST_DAYS)) {
    return `${value} is no number of days that a patch may be missing: write a whole number from 0 to ${MOST_DAYS}`;
  }
  const severities = Object.keys(OVERDUE_DAYS) as Array<keyof OverdueDays>;
  const lesser = severities[severities.indexOf(severity) + 1];
  const allowed = { ...OVERDUE_DAYS, ...withoutGaps(days) };
  return lesser && allowed[severity] > allowed[lesser]
    ? `${allowed[severity]} days are more than the ${allowed[lesser]} of ${lesser}: worse patches may not be missing for longer`
    : undefined;
}

function withoutGaps(days: OverdueDays): OverdueDays {
  return Object.fromEntries(Object.entries(days).filter(([, value]) => value !== undefined));
}

/** A whole number from 1 to `most`; undefined stands for the default. */
export function wholeProblem(value: number | undefined, most: number): Verdict {
  return value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)
    ? undefined
    : `${value} is out of range: write a whole number from 1 to ${most}`;
}

function isDuration(text: string): boolean {
  try {
    return rangeUtil.intervalToMs(text) > 0;
  } catch {
    return false;
  }
}

function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
