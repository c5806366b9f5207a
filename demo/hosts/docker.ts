import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { onPath } from '../onPath';
import { ROOT } from '../paths';
import { bundledDashboardsAnswer } from './bundledDashboards';
import { GRAFANA_SETTINGS } from './grafanaSettings';
import type { Host, HostContext } from './host';

const IMAGE = 'grafana/grafana:12.3.0';
/** The name by which a container of Docker Desktop reaches what listens on the machine itself. */
const MACHINE = 'host.docker.internal';

/** A docker command alone proves nothing: its daemon must answer. */
export function dockerAnswers(): boolean {
  if (!onPath('docker')) {
    return false;
  }
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** Grafana's own image, with dist/ and provisioning/ mounted. */
export function docker({ processes, say, port }: HostContext): Host {
  const onLinux = process.platform === 'linux';
  return {
    name: `${IMAGE} in Docker`,
    signIn: 'sign in as admin with password admin to change things',
    async start({ environment, provisioning }) {
      if (!onLinux) {
        say('Building the server part for Linux');
        await buildForLinux(processes);
      }
      // Linux shares the machine's network with the container; Docker Desktop has a name for the machine instead.
      const network = onLinux ? ['--network', 'host'] : ['--publish', `127.0.0.1:${port}:${port}`];
      const settings = {
        ...GRAFANA_SETTINGS,
        ...(onLinux ? environment : mapValues(environment, (value) => value.replace('//127.0.0.1:', `//${MACHINE}:`))),
        GF_SERVER_HTTP_PORT: String(port),
      };
      const container = processes.start({
        name: IMAGE,
        command: 'docker',
        args: [
          ...['run', '--rm', '--init', '--name', `onepane-demo-${port}`, ...network],
          ...Object.keys(settings).flatMap((name) => ['--env', name]),
          ...['--volume', `${join(ROOT, 'dist')}:/var/lib/grafana/plugins/onepane-fleet-app:ro`],
          ...['--volume', `${provisioning}:/etc/grafana/provisioning:ro`],
          IMAGE,
        ],
        env: settings,
      });
      const url = `http://127.0.0.1:${port}`;
      await bundledDashboardsAnswer(url, container.failed);
      return url;
    },
  };
}

function buildForLinux(processes: HostContext['processes']): Promise<string> {
  const goarch = process.arch === 'x64' ? 'amd64' : process.arch;
  const output = `dist/datasource/gpx_onepane_ssm_linux_${goarch}`;
  return processes.run({
    name: 'Building the server part for Linux',
    command: 'go',
    args: ['build', '-trimpath', '-ldflags', '-s -w', '-o', output, './pkg'],
    cwd: ROOT,
    env: { CGO_ENABLED: '0', GOOS: 'linux', GOARCH: goarch },
  });
}

function mapValues(values: Record<string, string>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
