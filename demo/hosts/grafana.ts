import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onPath } from '../onPath';
import { ROOT } from '../paths';
import { NO_AWS_VARIABLES } from './awsVariables';
import { bundledDashboardsAnswer } from './bundledDashboards';
import { GRAFANA_SETTINGS } from './grafanaSettings';
import type { Host, HostContext } from './host';

const OLDEST = [12, 3];

export interface GrafanaInstallation {
  home: string;
  executable: string;
  version: string;
}

/**
 * The Grafana on this machine: the one that GRAFANA_HOME names, else the one on the PATH, else the packages' usual place.
 * Undefined where there is none, or only one that is too old. Throws where GRAFANA_HOME names none.
 */
export function findGrafana(say: (line: string) => void): GrafanaInstallation | undefined {
  const named = process.env.GRAFANA_HOME;
  if (named && !isHome(named)) {
    throw new Error(
      `GRAFANA_HOME is ${named}, and there is no Grafana (bin/grafana, conf/defaults.ini). Correct or unset it.`
    );
  }
  const home = named || usualHomes().find(isHome);
  if (!home) {
    return undefined;
  }
  const executable = executableOf(home)!;
  const version = /\d+\.\d+\.\d+/.exec(execFileSync(executable, ['--version'], { encoding: 'utf8' }))?.[0] ?? 'unknown';
  if (isTooOld(version)) {
    say(`Grafana ${version} at ${home} is too old: One Pane needs ${OLDEST.join('.')} or later`);
    return undefined;
  }
  return { home, executable, version };
}

function usualHomes(): string[] {
  const command = onPath('grafana');
  // Unpacked archives and Homebrew keep the command in the home's bin, or beside a share folder; packages apart from it.
  const beside = command
    ? [dirname(dirname(realpathSync(command))), join(dirname(dirname(command)), 'share/grafana')]
    : [];
  return [...beside, '/usr/share/grafana'];
}

function isHome(folder: string): boolean {
  return existsSync(join(folder, 'conf/defaults.ini')) && executableOf(folder) !== undefined;
}

function executableOf(home: string): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const own = join(home, 'bin', `grafana${suffix}`);
  return existsSync(own) ? own : onPath('grafana');
}

function isTooOld(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** A Grafana with data of its own, thrown away in the end: what stands in the machine's own Grafana is not touched. */
export function grafana(installation: GrafanaInstallation, { processes, port }: HostContext): Host {
  const { home, executable, version } = installation;
  return {
    name: `Grafana ${version}`,
    signIn: 'sign in as admin with password admin to change things',
    async start({ folder, environment, provisioning }) {
      const plugins = join(folder, 'plugins');
      mkdirSync(plugins, { recursive: true });
      // A link, so that what is built while Grafana runs is there after a reload.
      symlinkSync(join(ROOT, 'dist'), join(plugins, 'onepane-fleet-app'), 'junction');
      const url = `http://127.0.0.1:${port}`;
      const server = processes.start({
        name: `Grafana ${version}`,
        command: executable,
        args: ['server', '--homepath', home],
        env: {
          ...NO_AWS_VARIABLES,
          ...GRAFANA_SETTINGS,
          ...environment,
          GF_SERVER_HTTP_ADDR: '127.0.0.1',
          GF_SERVER_HTTP_PORT: String(port),
          GF_PATHS_DATA: join(folder, 'grafana'),
          GF_PATHS_LOGS: join(folder, 'grafana', 'log'),
          GF_LOG_MODE: 'console',
          GF_PATHS_PLUGINS: plugins,
          GF_PATHS_PROVISIONING: provisioning,
        },
      });
      await bundledDashboardsAnswer(url, server.failed);
      return url;
    },
  };
}
