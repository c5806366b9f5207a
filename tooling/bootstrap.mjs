// Runs a TypeScript entry point on a machine that has nothing but Node: installs the packages first where they are
// missing or older than the lock file. Plain JavaScript, because nothing is installed yet when it starts.
import { spawnSync, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [entry, ...args] = process.argv.slice(2);

const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const [major] = process.versions.node.split('.').map(Number);

if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: One Pane's tools need Node 20 or later.`);
  process.exit(1);
}

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log('Installing packages (npm ci) ...');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    process.exit(npm.status ?? 1);
  }
}

const child = spawn(process.execPath, ['--import', 'tsx', join(root, entry), ...args], { cwd: root, stdio: 'inherit' });
// The child ends what it started; this process only waits for it, so that Ctrl-C isn't answered twice.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
// npm runs this through a shell that dies of SIGTERM and tells nobody.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 1_000).unref();
}
child.on('exit', (code, signal) => process.exit(signal ? 1 : code ?? 1));
