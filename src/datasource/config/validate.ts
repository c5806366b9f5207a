import { rangeUtil } from '@grafana/data';
import type { AccountSettings } from '../query';

/** What is wrong with a setting, or undefined. The server part checks the same, and says so in its health check. */
type Verdict = string | undefined;

export function accountIdProblem(account: AccountSettings, accounts: AccountSettings[]): Verdict {
  const id = String(account.id);
  if (!/^\d{12}$/.test(id)) {
    return id === ''
      ? 'Enter its 12 digits'
      : `"${id}" is not an AWS account ID: write its 12 digits, with leading zeros`;
  }
  return accounts.filter((other) => String(other.id) === id).length > 1
    ? `${id} is listed twice: remove one of the two`
    : undefined;
}

const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/.+$/;

export function roleProblem({ id, assumeRoleArn }: AccountSettings): Verdict {
  if (!assumeRoleArn) {
    return undefined;
  }
  const owner = ROLE.exec(assumeRoleArn)?.[1];
  if (!owner) {
    return `"${assumeRoleArn}" is not the ARN of an IAM role: write it as arn:aws:iam::123456789012:role/Name`;
  }
  return id && owner !== String(id) ? `This role belongs to account ${owner}, not to ${id}` : undefined;
}

export function regionsProblem(regions: string[] = []): Verdict {
  const wrong = regions.find((region) => !/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region));
  return wrong === undefined ? undefined : `"${wrong}" is not an AWS Region: write its code, for instance eu-west-1`;
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
  return isWebAddress(endpoint.replaceAll('{region}', 'region'))
    ? undefined
    : `"${endpoint}" is not a URL: write it with its scheme, for instance https://ssm.{region}.amazonaws.com`;
}

/** A number above 0 and not above `most`; undefined stands for the default. */
export function rateProblem(value: number | undefined, most: number): Verdict {
  return value === undefined || (value > 0 && value <= most)
    ? undefined
    : `${value} is out of range: write a number above 0 and at most ${most}`;
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
