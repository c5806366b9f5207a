import { spawnSync } from 'node:child_process';
import { onPath } from '../demo/onPath';

/** What the tests need of a machine and can't bring along. Throws with all that is missing, and with what each is for. */
export function mustHaveAll(): void {
  const missing = [
    ...(onPath('go') ? [] : ['Go 1.26 or later: the server part is written in it.']),
    ...(hasCompiler()
      ? []
      : ["A C compiler (gcc or clang): Go's race detector, which the tests run with, is linked by it."]),
    ...(hasPython()
      ? []
      : [
          "Python 3 with pip and venv (on Debian python3-venv): the simulator is held against AWS's Python clients, the server part against moto.",
        ]),
  ];
  if (missing.length > 0) {
    throw new Error(['Not on this machine:', ...missing].join('\n'));
  }
}

function hasCompiler(): boolean {
  const { stdout } = spawnSync('go', ['env', 'CC'], { encoding: 'utf8' });
  const [compiler] = (stdout || 'gcc').trim().split(' ');
  return onPath(compiler) !== undefined;
}

function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0;
}
