import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';

import { AwsError } from '../aws/awsService';
import type { Points } from './statistic';

/** A whole result, its points oldest first. */
type WholeResult = Required<Pick<MetricDataResult, 'Id' | 'Label'>> & Points;

export interface PageRequest {
  descending: boolean;
  /** At most and by default 100,800. */
  maxDatapoints: number | undefined;
  token: string | undefined;
}

const MAX_DATAPOINTS = 100_800;

/**
 * Cuts results into pages of datapoints. A result that goes on over the page's end is PartialData. The token says which result and
 * which time come next, not how many were given: Grafana asks for later pages with a later EndTime.
 */
export function pageOf(
  results: WholeResult[],
  { descending, maxDatapoints = MAX_DATAPOINTS, token }: PageRequest
): { MetricDataResults: MetricDataResult[]; NextToken: string | undefined } {
  if (maxDatapoints < 1 || maxDatapoints > MAX_DATAPOINTS) {
    throw new AwsError(
      'ValidationException',
      `The value ${maxDatapoints} for parameter MaxDatapoints must be from 1 to ${MAX_DATAPOINTS}.`
    );
  }
  const start = token === undefined ? { result: 0, time: null } : readToken(token);
  const page: MetricDataResult[] = [];
  let room = maxDatapoints;
  for (let number = start.result; number < results.length; number++) {
    const { Id, Label, times, values } = results[number];
    const order = times.map((_, i) => (descending ? times.length - 1 - i : i));
    const resume = number === start.result ? start.time : null;
    const left = resume === null ? order : order.filter((i) => (descending ? times[i] <= resume : times[i] >= resume));
    if (room === 0 && left.length > 0) {
      return { MetricDataResults: page, NextToken: writeToken(number, times[left[0]]) };
    }
    const given = left.slice(0, room);
    room -= given.length;
    page.push({
      Id,
      Label,
      Timestamps: given.map((i) => new Date(times[i])),
      Values: given.map((i) => values[i]),
      StatusCode: given.length < left.length ? 'PartialData' : 'Complete',
    });
    if (given.length < left.length) {
      return { MetricDataResults: page, NextToken: writeToken(number, times[left[given.length]]) };
    }
  }
  return { MetricDataResults: page, NextToken: undefined };
}

function writeToken(result: number, time: number): string {
  return Buffer.from(JSON.stringify([result, time])).toString('base64');
}

function readToken(token: string): { result: number; time: number } {
  try {
    const [result, time] = JSON.parse(Buffer.from(token, 'base64').toString());
    if (Number.isInteger(result) && Number.isFinite(time)) {
      return { result, time };
    }
  } catch {
    // Falls through to the error that the caller can act on.
  }
  throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
}
