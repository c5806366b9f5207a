/** Trouble on demand, for whom it fits. What is left out fits everything. */
export interface Fault {
  /** An AWS signing name (`ssm`), or another world's route name (`azure`). */
  service?: string;
  operation?: string;
  account?: string;
  region?: string;
  /** Of the answer; 400 where only a code is given. */
  status?: number;
  /** AWS error code. Without code and status the call is only slowed down. */
  code?: string;
  message?: string;
  latencyMs?: number;
  /** How often it strikes; without it, until it is cleared. */
  times?: number;
}

const fields: Record<keyof Fault, 'string' | 'number'> = {
  service: 'string',
  operation: 'string',
  account: 'string',
  region: 'string',
  status: 'number',
  code: 'string',
  message: 'string',
  latencyMs: 'number',
  times: 'number',
};

/** Reads a list of faults from outside; throws an Error that names the wrong field. */
export function parseFaults(json: unknown): Fault[] {
  if (!Array.isArray(json)) {
    throw new Error('faults must be a JSON list');
  }
  return json.map((item, i) => {
    for (const [name, value] of Object.entries(item as object)) {
      const type = fields[name as keyof Fault];
      if (type === undefined || typeof value !== type) {
        const wanted = type ? `must be a ${type}` : `is none of ${Object.keys(fields).join(', ')}`;
        throw new Error(`fault ${i}: ${name} ${wanted}`);
      }
    }
    return { ...(item as Fault) };
  });
}

export class Faults {
  private faults: Fault[] = [];

  list(): Fault[] {
    return this.faults;
  }

  add(faults: Fault[]): void {
    this.faults.push(...faults);
  }

  clear(): void {
    this.faults = [];
  }

  /** The first fault for a call, used up by one. */
  strike(call: { service: string; operation?: string; account?: string; region?: string }): Fault | undefined {
    const fault = this.faults.find(
      (each) =>
        each.times !== 0 &&
        (each.service ?? call.service) === call.service &&
        (each.operation ?? call.operation) === call.operation &&
        (each.account ?? call.account) === call.account &&
        (each.region ?? call.region) === call.region
    );
    if (fault?.times !== undefined) {
      fault.times--;
    }
    return fault;
  }
}
