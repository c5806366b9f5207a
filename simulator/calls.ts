interface CallCount {
  account: string;
  region: string;
  service: string;
  operation: string;
  calls: number;
  throttled: number;
  /** Answered with any other error. */
  failed: number;
}

/** Who asked for what, how often: the guest's manners, seen by the host. */
export class Calls {
  private readonly counts = new Map<string, CallCount>();

  record(
    { account, region, service, operation }: Pick<CallCount, 'account' | 'region' | 'service' | 'operation'>,
    outcome: 'answered' | 'throttled' | 'failed'
  ): void {
    const key = [account, region, service, operation].join('/');
    const count = this.counts.get(key) ?? { account, region, service, operation, calls: 0, throttled: 0, failed: 0 };
    count.calls++;
    if (outcome !== 'answered') {
      count[outcome]++;
    }
    this.counts.set(key, count);
  }

  list(): CallCount[] {
    return [...this.counts.values()];
  }

  clear(): void {
    this.counts.clear();
  }
}
