import { listFaults, type ListFault } from './aws/listFaults';
import { valueFaults, type ValueFault } from './aws/badValues';
import { foreignAnswers, type ForeignAnswer } from './foreignAnswers';

/** Trouble on demand: for whom, how often, and what. What is left out of the first two fits everything. */
export interface Fault {
  /** An AWS signing name (`ssm`), or another world's route name (`azure`). */
  service?: string;
  operation?: string;
  account?: string;
  region?: string;
  /** Of a list: 1 is the call without a token. */
  page?: number;
  /** That page and all later ones. */
  fromPage?: number;

  /** So many calls that fit are let through first. */
  afterCalls?: number;
  /** Of the calls that fit, evenly: 0.1 is the tenth, the twentieth ... */
  share?: number;
  /** How often it strikes; without it, until it is cleared. */
  times?: number;

  latencyMs?: number;
  /** Of the answer; 400 where only a code is given. */
  status?: number;
  /** AWS error code. */
  code?: string;
  /** May be empty: an error without a message. */
  message?: string;
  /** The message also tells the caller's session token and external id. */
  echo?: boolean;
  /** What comes instead of the answer. */
  answer?: ForeignAnswer;
  /** What happens to a list's pages. */
  list?: ListFault;
  /** What is wrong in some of a list's items. */
  value?: ValueFault;
  /** The member that `value` strikes; without it, the first that is of its kind. */
  member?: string;
}

interface Check {
  /** What a member must be. */
  must: string;
  holds(value: unknown): boolean;
}

const text: Check = { must: 'be a text', holds: (value) => typeof value === 'string' };
const yes: Check = { must: 'be true', holds: (value) => value === true };

function whole(low: number, high = Number.MAX_SAFE_INTEGER): Check {
  const range = high === Number.MAX_SAFE_INTEGER ? `of at least ${low}` : `from ${low} to ${high}`;
  return {
    must: `be a whole number ${range}`,
    holds: (value) => Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high,
  };
}

function oneOf(words: readonly string[]): Check {
  return { must: `be one of ${words.join(', ')}`, holds: (value) => words.includes(value as string) };
}

const members: Record<keyof Fault, Check> = {
  service: text,
  operation: text,
  account: text,
  region: text,
  page: whole(1),
  fromPage: whole(1),
  afterCalls: whole(0),
  share: {
    must: 'be a number above 0, 1 at most',
    holds: (value) => typeof value === 'number' && value > 0 && value <= 1,
  },
  times: whole(0),
  latencyMs: whole(0),
  status: whole(200, 599),
  code: text,
  message: text,
  echo: yes,
  answer: oneOf(foreignAnswers),
  list: oneOf(listFaults),
  value: oneOf(valueFaults),
  member: text,
};

/** What a member says nothing without. */
const needs: Array<[member: keyof Fault, others: Array<keyof Fault>]> = [
  ['message', ['code', 'status']],
  ['echo', ['code', 'status']],
  ['member', ['value']],
];

/** Of these a call can meet one. */
const kinds: Array<Array<keyof Fault>> = [['code', 'status'], ['answer'], ['list'], ['value']];

/** Reads a list of faults from outside; throws an Error that names the wrong member. */
export function parseFaults(json: unknown): Fault[] {
  if (!Array.isArray(json)) {
    throw new Error('faults must be a JSON list');
  }
  return json.map((item: unknown, i) => {
    try {
      return parseFault(item);
    } catch (error) {
      throw new Error(`fault ${i}: ${(error as Error).message}`);
    }
  });
}

function parseFault(item: unknown): Fault {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new Error('must be a JSON object');
  }
  for (const [name, value] of Object.entries(item)) {
    if (!Object.hasOwn(members, name)) {
      throw new Error(`${name} is none of ${Object.keys(members).join(', ')}`);
    }
    const { must, holds } = members[name as keyof Fault];
    if (!holds(value)) {
      throw new Error(`${name} must ${must}, and is ${JSON.stringify(value)}`);
    }
  }
  const fault = { ...item } as Fault;
  const has = (name: keyof Fault) => fault[name] !== undefined;
  for (const [member, others] of needs) {
    if (has(member) && !others.some(has)) {
      throw new Error(`${member} needs ${others.join(' or ')} beside it`);
    }
  }
  const given = kinds.flatMap((kind) => kind.find(has) ?? []);
  if (given.length > 1) {
    throw new Error(`${given.join(' and ')} can't strike one call together: use a fault for each`);
  }
  if (given.length === 0 && !has('latencyMs')) {
    throw new Error(`does nothing: say latencyMs, ${kinds.flat().join(', ')}`);
  }
  return fault;
}

/** What a fault is held against. Worlds other than AWS have a service only. */
interface Struck {
  service: string;
  operation?: string;
  account?: string;
  region?: string;
  page?: number;
  /** It goes on from an empty page that a fault gave: the same token gives none again. */
  afterEmptyPage?: boolean;
}

export class Faults {
  private faults: Array<{ fault: Fault; fitting: number }> = [];

  list(): Fault[] {
    return this.faults.map(({ fault }) => fault);
  }

  add(faults: Fault[]): void {
    this.faults.push(...faults.map((fault) => ({ fault, fitting: 0 })));
  }

  clear(): void {
    this.faults = [];
  }

  /** The first fault that strikes a call, used up by one. A call counts for it, and for those before it that let it through. */
  strike(call: Struck): Fault | undefined {
    for (const counted of this.faults) {
      const { fault } = counted;
      if (fault.times === 0 || !fits(fault, call)) {
        continue;
      }
      counted.fitting++;
      if (isStruck(fault, counted.fitting)) {
        if (fault.times !== undefined) {
          fault.times--;
        }
        return fault;
      }
    }
    return undefined;
  }
}

function fits(fault: Fault, call: Struck): boolean {
  const { page, fromPage, list, value, echo } = fault;
  const awsOnly = list !== undefined || value !== undefined || echo !== undefined;
  return (
    (['service', 'operation', 'account', 'region'] as const).every(
      (name) => fault[name] === undefined || fault[name] === call[name]
    ) &&
    (page === undefined || page === call.page) &&
    (fromPage === undefined || (call.page !== undefined && call.page >= fromPage)) &&
    !(awsOnly && call.operation === undefined) &&
    !(list === 'emptyPage' && call.afterEmptyPage === true)
  );
}

/** Whether the call that is the `fitting`-th to fit is one of the share that is struck. */
function isStruck({ afterCalls = 0, share = 1 }: Fault, fitting: number): boolean {
  const counted = fitting - afterCalls;
  // So that 0.29 of 100, which is 28.999999999999996 in binary, is 29.
  const due = (calls: number) => Math.floor(calls * share + 1e-9);
  return counted > 0 && due(counted) > due(counted - 1);
}
