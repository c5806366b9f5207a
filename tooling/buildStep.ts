import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { globSync } from 'glob';

/** A step is done again when one of its inputs has other bytes than at its last good run, or when what it makes is gone. */
export interface BuildStep {
  name: string;
  /** Glob patterns under the root; tests are never inputs. */
  inputs: string[];
  /** Files under the root. */
  makes: string[];
  /** Rejects with what the tool said. */
  make(): Promise<void>;
}

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*_test.go', '**/testdata/**'];

/** Does a step unless what it makes is up to date, and says so. Rejects with the step's name and the tool's words. */
export async function runBuildStep(root: string, step: BuildStep, say: (line: string) => void): Promise<void> {
  const stamp = join(root, '.cache', 'build', `${step.makes[0].replaceAll('/', '-')}.sha256`);
  const fingerprint = fingerprintOf(root, step);
  const upToDate =
    step.makes.every((file) => existsSync(join(root, file))) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint;
  if (upToDate) {
    return;
  }
  say(`Building the ${step.name} ...`);
  const start = Date.now();
  await step.make().catch((error: Error) => {
    throw new Error(`The ${step.name} can't be built:\n${error.message}`);
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
  say(`Built the ${step.name} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

function fingerprintOf(root: string, step: BuildStep): string {
  const hash = createHash('sha256').update(step.name);
  for (const file of globSync(step.inputs, { cwd: root, nodir: true, ignore: TESTS, absolute: true }).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
