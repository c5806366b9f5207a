/** Calls a second that AWS documents for an account and Region; where it documents none, a generous guess. */
const documented: Record<string, Record<string, number>> = {
  ssm: {
    DescribeEffectiveInstanceAssociations: 1,
    DescribeAssociation: 2,
    DescribeInstanceAssociationsStatus: 2,
    GetAutomationExecution: 3,
    DescribeAutomationExecutions: 3,
    DescribeAutomationStepExecutions: 3,
    DescribeParameters: 3,
    ListAssociations: 4,
    ListAssociationVersions: 4,
    DescribeAssociationExecutions: 4,
    DescribeAssociationExecutionTargets: 4,
    DescribeSessions: 6,
    GetConnectionStatus: 50,
  },
  monitoring: { DescribeAlarms: 9, GetMetricData: 50, ListMetrics: 25 },
  tagging: { GetResources: 15 },
};

const undocumented = 20;

/** A token bucket for each account, Region and operation, as deep as two seconds of its rate. */
export class RateLimits {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** Takes a token; false when there is none. `now` in milliseconds. */
  take(call: { account: string; region: string; service: string; operation: string }, now = Date.now()): boolean {
    const rate = documented[call.service]?.[call.operation] ?? undocumented;
    const burst = 2 * rate;
    const key = `${call.account}/${call.region}/${call.service}/${call.operation}`;
    const bucket = this.buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}
