import { rangeUtil } from '@grafana/data';
import type { AccountSettings } from '../query';
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
