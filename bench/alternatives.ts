import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Estate } from '../simulator/estate/machine';
import { withAwsClients } from './awsClients';

/** What one of them read, and how long that took. */
interface Reading {
  name: string;
  seconds: number;
  patchStates: number;
  /** It was stopped before it had read everything. */
  cut: boolean;
}

const SCRIPTS = join(__dirname, 'alternatives');

/**
 * What people do without a plugin: a script that asks for one page after the other, in boto3 and with the AWS command line.
 * Each reads the whole estate from the simulator at `url`, and is stopped after `patienceMs`. Rejects where one ended without
 * having read everything.
 */
export async function readAlternatives(estate: Estate, url: string, patienceMs: number): Promise<Reading[]> {
  return withAwsClients(estate, url, async ({ python, environment, places }) => {
    const read = (name: string, command: string, ...args: string[]) =>
      time(name, command, [...args, ...places], environment, patienceMs);
    const readings = [
      await read('boto3, a call at a time', python, join(SCRIPTS, 'read_fleet.py')),
      await read('aws ssm in a shell script', 'sh', join(SCRIPTS, 'read_fleet.sh')),
    ];
    const expected = estate.machines.filter(({ ssm, ec2, power }) => ssm?.patch && (!ec2 || power.running)).length;
    const short = readings.find(({ patchStates, cut }) => !cut && patchStates !== expected);
    if (short) {
      throw new Error(`${short.name}: ${short.patchStates} patch states, and the estate has ${expected}`);
    }
    return readings;
  });
}

function time(
  name: string,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  patienceMs: number
): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    // A group of its own, which a shell script's commands belong to, too.
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let words = '';
    let cut = false;
    const timer = setTimeout(() => {
      cut = true;
      process.kill(-child.pid!, 'SIGKILL');
    }, patienceMs);
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (words += data));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code !== 0 && !cut) {
        reject(new Error(`${name} failed:\n${words}`));
        return;
      }
      const seconds = (performance.now() - started) / 1000;
      resolve({ name, seconds, patchStates: output.match(/^m?i-/gm)?.length ?? 0, cut });
    });
  });
}
