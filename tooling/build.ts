// Builds the plugin into dist/: the browser part, the bundled dashboards, the server part. What is up to date is left alone.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBuildStep, type BuildStep } from './buildStep';
import { GO_ENV, inTurn, PLUGIN_FLAGS } from './goBuild';

const root = join(__dirname, '..');

const browserPart: BuildStep = {
  name: 'browser part (webpack)',
  inputs: [
    'src/*',
    'src/!(dashboards)/**/*',
    'webpack.config.ts',
    'package-lock.json',
    'CHANGELOG.md',
    'LICENSE',
    'deploy/*',
    'docs/img/*',
  ],
  makes: ['.', 'datasource', 'fleetmap'].flatMap((folder) => [
    join('dist', folder, 'module.js'),
    join('dist', folder, 'plugin.json'),
  ]),
  make: () => run(process.execPath, ['--import', 'tsx', 'node_modules/webpack/bin/webpack.js', '--env', 'production']),
};

const dashboards: BuildStep = {
  name: 'dashboards',
  inputs: ['src/dashboards/**/*', 'src/schema/*', 'src/*', 'package-lock.json'],
  makes: includedDashboards().map((path) => `dist/${path}`),
  make: () => run(process.execPath, ['--import', 'tsx', 'src/dashboards/build.ts']),
};

const goos = process.platform === 'win32' ? 'windows' : process.platform;
const goarch = process.arch === 'x64' ? 'amd64' : process.arch;

/** The data source's executable for this machine, named as Grafana looks for it. */
export function serverExecutable(): string {
  return `dist/datasource/gpx_onepane_ssm_${goos}_${goarch}${goos === 'windows' ? '.exe' : ''}`;
}

function serverPart(): BuildStep {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // The version that the executable tells Grafana, as Magefile.go's builds have it too.
  const buildInfo = `github.com/grafana/grafana-plugin-sdk-go/build/buildinfo.buildInfoJSON=${JSON.stringify({ pluginID: name, version })}`;
  const flags = ['-trimpath', ...PLUGIN_FLAGS, '-ldflags', `-s -w -X '${buildInfo}'`];
  const executable = serverExecutable();
  return {
    name: `server part (go build, ${goos}/${goarch})`,
    inputs: ['pkg/**/*.{go,json}', 'go.mod', 'go.sum', 'package.json', 'tooling/{build,goBuild}.ts'],
    makes: [executable],
    make: () =>
      run('go', ['build', ...flags, '-o', executable, './pkg'], {
        ...GO_ENV,
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
  const ended = await Promise.allSettled([
    ...(frontend ? [browserPart, dashboards].map((step) => runBuildStep(root, step, say)) : []),
    ...(backend ? [inTurn(() => runBuildStep(root, serverPart(), say))] : []),
  ]);
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
  if (failures.length > 0) {
    throw new Error(failures.map(({ message }) => message).join('\n\n'));
  }
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
