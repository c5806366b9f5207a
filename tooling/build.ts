// Builds the plugin into dist/: the browser part, the bundled dashboards, the server part. What is up to date is left alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { globSync } from 'glob';

const root = join(__dirname, '..');

/** A step is done again when one of its inputs has other bytes than at its last good run, or when what it makes is gone. */
interface Step {
  name: string;
  inputs: string[];
  makes: string[];
  /** Rejects with what the tool said. */
  make(): Promise<void>;
}

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*_test.go', '**/testdata/**'];

const browserPart: Step = {
  name: 'browser part (webpack)',
  inputs: [
    'src/*',
    'src/!(dashboards)/**/*',
    'pkg/resource/schema.json',
    'webpack.config.ts',
    'package-lock.json',
    '*.md',
    'LICENSE',
  ],
  makes: ['.', 'datasource', 'fleetmap'].flatMap((folder) => [
    join('dist', folder, 'module.js'),
    join('dist', folder, 'plugin.json'),
  ]),
  make: () => run(process.execPath, ['--import', 'tsx', 'node_modules/webpack/bin/webpack.js', '--env', 'production']),
};

const dashboards: Step = {
  name: 'dashboards',
  inputs: ['src/dashboards/**/*', 'src/*', 'pkg/resource/schema.json', 'package-lock.json'],
  makes: includedDashboards().map((path) => `dist/${path}`),
  make: () => run(process.execPath, ['--import', 'tsx', 'src/dashboards/build.ts']),
};

const goos = process.platform === 'win32' ? 'windows' : process.platform;
const goarch = process.arch === 'x64' ? 'amd64' : process.arch;

/** The data source's executable for this machine, named as Grafana looks for it. */
export function serverExecutable(): string {
  return `dist/datasource/gpx_onepane_ssm_${goos}_${goarch}${goos === 'windows' ? '.exe' : ''}`;
}

/** Static, so that one file runs on Alpine and on Ubuntu. */
function serverPart(): Step {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // What Magefile.go's builds have too: the plugin SDK's tag and the version that the executable tells Grafana.
  const buildInfo = `github.com/grafana/grafana-plugin-sdk-go/build/buildinfo.buildInfoJSON=${JSON.stringify({ pluginID: name, version })}`;
  const flags = ['-trimpath', '-tags', 'arrow_json_stdlib', '-ldflags', `-s -w -X '${buildInfo}'`];
  const executable = serverExecutable();
  return {
    name: `server part (go build, ${goos}/${goarch})`,
    inputs: ['pkg/**/*.{go,json}', 'go.mod', 'go.sum', 'package.json'],
    makes: [executable],
    make: () =>
      run('go', ['build', ...flags, '-o', executable, './pkg'], {
        CGO_ENABLED: '0',
        GOOS: goos,
        GOARCH: goarch,
      }),
  };
}

interface BuildParts {
  frontend?: boolean;
  backend?: boolean;
}

/** Brings dist/ up to date for this machine and says each step that it takes. Rejects with the failing step's own words. */
export async function ensureBuilt(
  { frontend = true, backend = true }: BuildParts = {},
  say: (line: string) => void = console.log
): Promise<void> {
  // They write different files, and webpack keeps what the others wrote.
  const steps = [...(frontend ? [browserPart, dashboards] : []), ...(backend ? [serverPart()] : [])];
  const ended = await Promise.allSettled(steps.map((step) => runStep(step, say)));
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
  if (failures.length > 0) {
    throw new Error(failures.map(({ message }) => message).join('\n\n'));
  }
}

async function runStep(step: Step, say: (line: string) => void): Promise<void> {
  const stamp = join(root, '.cache', 'build', `${step.makes[0].replaceAll('/', '-')}.sha256`);
  const fingerprint = fingerprintOf(step);
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
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, fingerprint);
  say(`Built the ${step.name} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

function fingerprintOf(step: Step): string {
  const hash = createHash('sha256').update(step.name);
  for (const file of globSync(step.inputs, { cwd: root, nodir: true, ignore: TESTS, absolute: true }).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** A failing command's output is in the error; a good one stays quiet. */
function run(command: string, args: string[], env?: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(Buffer.concat(output).toString().trim()))));
  });
}

function includedDashboards(): string[] {
  const { includes } = JSON.parse(readFileSync(join(root, 'src', 'plugin.json'), 'utf8')) as {
    includes: Array<{ type: string; path: string }>;
  };
  return includes.filter(({ type }) => type === 'dashboard').map(({ path }) => path);
}

if (require.main === module) {
  const known = ['--frontend-only', '--backend-only'];
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown) {
    console.error(`${unknown} is not an option of the build: use ${known.join(' or ')}, or none for both parts.`);
    process.exit(2);
  }
  ensureBuilt({
    frontend: !args.includes('--backend-only'),
    backend: !args.includes('--frontend-only'),
  }).then(
    () => console.log('dist/ is up to date'),
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    }
  );
}
