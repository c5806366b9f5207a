import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '..');

/** From `npm run demo` on. */
interface FirstStart {
  /** Until the demo tells its address. */
  secondsToAddress: number;
  /** Until Prometheus has joined, too. */
  secondsToWhole: number;
}

/** The first start of someone who has Node and Go and nothing else of ours: a fresh clone, and no package of npm or Go on the machine. */
export async function measureFresh(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onepane-fresh-'));
  const checkout = join(folder, 'checkout');
  const caches = {
    npm_config_cache: join(folder, 'npm'),
    GOMODCACHE: join(folder, 'go', 'modules'),
    GOCACHE: join(folder, 'go', 'build'),
  };
  try {
    // What isn't committed isn't measured: a stranger doesn't have it.
    execFileSync('git', ['clone', '--quiet', ROOT, checkout], { stdio: 'inherit' });
    const firstStart = await startDemo(checkout, { ...process.env, ...caches });
    console.log(JSON.stringify(firstStart));
  } finally {
    // Go's modules are read-only, and only Go takes them away.
    execFileSync('go', ['clean', '-modcache'], { env: { ...process.env, ...caches } });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the demo until it is whole and ends it as Ctrl-C does, repeating each of its lines with the seconds at which it came. */
async function startDemo(checkout: string, env: NodeJS.ProcessEnv): Promise<FirstStart> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 100) / 10;
  console.log(`npm run demo, at a load of ${loadavg()[0].toFixed(1)}`);
  const demo = spawn('npm', ['run', 'demo', '--', '--host', 'preview'], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const closed = once(demo, 'close');
  let ending = false;
  const end = () => {
    if (!ending) {
      ending = process.kill(-demo.pid!, 'SIGINT');
    }
  };
  process.on('SIGINT', end).on('SIGTERM', end);

  const came: Partial<FirstStart> = {};
  for await (const line of createInterface({ input: demo.stdout })) {
    console.log(`${seconds().toFixed(1).padStart(7)} ${line}`);
    if (/ Ready\./.test(line)) {
      came.secondsToAddress = seconds();
    }
    if (/ Prometheus has joined/.test(line)) {
      came.secondsToWhole = seconds();
    }
    if ((came.secondsToAddress && came.secondsToWhole) || / goes on without Prometheus/.test(line)) {
      end();
    }
  }
  await closed;
  const { secondsToAddress, secondsToWhole } = came;
  if (!secondsToAddress || !secondsToWhole) {
    throw new Error('The demo ended before it was whole.');
  }
  return { secondsToAddress, secondsToWhole: Math.max(secondsToAddress, secondsToWhole) };
}
