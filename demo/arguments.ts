import { parseArgs } from 'node:util';

export const HOSTS = ['auto', 'grafana', 'docker', 'preview'] as const;
export type HostChoice = (typeof HOSTS)[number];

export interface DemoOptions {
  host: HostChoice;
  /** Machines of the simulated estate. */
  nodes: number;
  seed: number;
  /** Port of the address to look at. */
  port: number;
  /** Compare what the dashboards show with the truth, then end. */
  check: boolean;
  /** Folder for pictures of the dashboards, taken during a check. */
  screenshots?: string;
}

const USAGE =
  'npm run demo -- [--host auto|grafana|docker|preview] [--nodes N] [--seed S] [--port P] [--check [--screenshots DIR]]';

/** Thrown for arguments that can't be understood; the message names what is wrong and the way out. */
export class ArgumentError extends Error {
  constructor(message: string) {
    super(`${message}\nUse: ${USAGE}`);
  }
}

export function parseArguments(args: string[]): DemoOptions {
  const values = read(args);
  if (values.screenshots !== undefined && !values.check) {
    throw new ArgumentError('--screenshots takes its pictures during a check: add --check.');
  }
  return {
    host: oneOf('host', values.host, HOSTS),
    nodes: wholeNumber('nodes', values.nodes, 50, 100_000),
    seed: wholeNumber('seed', values.seed, 0, 2 ** 31),
    port: wholeNumber('port', values.port, 1, 65_535),
    check: values.check,
    screenshots: values.screenshots,
  };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        host: { type: 'string', default: 'auto' },
        nodes: { type: 'string', default: '1200' },
        seed: { type: 'string', default: '7' },
        port: { type: 'string', default: '3000' },
        check: { type: 'boolean', default: false },
        screenshots: { type: 'string' },
      },
    }).values;
  } catch (error) {
    // Node's own words name the option; what it adds about positional arguments helps nobody here.
    throw new ArgumentError((error as Error).message.split('. ')[0] + '.');
  }
}

function wholeNumber(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || value.trim() === '' || number < low || number > high) {
    throw new ArgumentError(`--${name} ${value || '""'}: must be a whole number from ${low} to ${high}.`);
  }
  return number;
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === value);
  if (!choice) {
    throw new ArgumentError(`--${name} ${value || '""'}: must be one of ${choices.join(', ')}.`);
  }
  return choice;
}
