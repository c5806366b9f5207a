import { join } from 'node:path';
import { buildPreview } from '../../preview/web/build';
import { type BuildStep, runBuildStep } from '../../tooling/buildStep';
import { GO_ENV, inTurn, PLUGIN_FLAGS } from '../../tooling/goBuild';
import { CACHE, ROOT } from '../paths';
import type { Processes } from '../processes';
import { NO_AWS_VARIABLES } from './awsVariables';
import { bundledDashboardsAnswer } from './bundledDashboards';
import type { Host, HostContext } from './host';

const EXECUTABLE = process.platform === 'win32' ? 'preview-host.exe' : 'preview-host';

/** The stand-in for machines that have neither Grafana nor Docker. */
export function preview({ processes, say, port }: HostContext): Host {
  return {
    name: 'the preview (not Grafana)',
    async build() {
      await Promise.all([inTurn(() => runBuildStep(ROOT, hostProgram(processes), say)), runBuildStep(ROOT, page, say)]);
    },
    async start({ environment, provisioning }) {
      const flags = {
        listen: `127.0.0.1:${port}`,
        dist: join(ROOT, 'dist'),
        web: join(CACHE, 'preview'),
        'ui-images': join(ROOT, 'node_modules/@grafana/ui/dist/public/img'),
        provisioning,
      };
      const host = processes.start({
        name: "The preview's host",
        command: join(CACHE, EXECUTABLE),
        args: [...Object.entries(flags).map(([name, value]) => `--${name}=${value}`), '--until-stdin-closes'],
        cwd: ROOT,
        env: { ...NO_AWS_VARIABLES, ...environment },
      });
      const [, url] = await host.line(/^listening on (http:\S+)/);
      await bundledDashboardsAnswer(url, host.failed);
      return url;
    },
  };
}

const page: BuildStep = {
  name: "preview's page (esbuild)",
  inputs: ['preview/web/**/*', 'package-lock.json'],
  makes: ['.cache/preview/index.html'],
  make: async () => {
    await buildPreview();
  },
};

/** With the plugin's own flags: it shares most packages with the server part, which is built right before it. */
function hostProgram(processes: Processes): BuildStep {
  return {
    name: "preview's host (go build)",
    inputs: ['preview/host/**/*', 'pkg/**/*.{go,json}', 'go.mod', 'go.sum', 'tooling/goBuild.ts'],
    makes: [`.cache/${EXECUTABLE}`],
    make: async () => {
      await processes.run({
        name: "Building the preview's host",
        command: 'go',
        args: ['build', '-trimpath', ...PLUGIN_FLAGS, '-o', join(CACHE, EXECUTABLE), './preview/host'],
        cwd: ROOT,
        env: GO_ENV,
      });
    },
  };
}
