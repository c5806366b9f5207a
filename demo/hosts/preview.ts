import { join } from 'node:path';
import { buildPreview } from '../../preview/web/build';
import { CACHE, ROOT } from '../paths';
import { NO_AWS_VARIABLES } from './awsVariables';
import { bundledDashboardsAnswer } from './bundledDashboards';
import type { Host, HostContext } from './host';

/** The stand-in for machines that have neither Grafana nor Docker. */
export function preview({ processes, port }: HostContext): Host {
  return {
    name: 'the preview (not Grafana)',
    async start({ environment, provisioning }) {
      const executable = join(CACHE, process.platform === 'win32' ? 'preview-host.exe' : 'preview-host');
      const [web] = await Promise.all([
        buildPreview(),
        processes.run({
          name: "Building the preview's host",
          command: 'go',
          args: ['build', '-o', executable, './preview/host'],
          cwd: ROOT,
        }),
      ]);
      const flags = {
        listen: `127.0.0.1:${port}`,
        dist: join(ROOT, 'dist'),
        web,
        'ui-images': join(ROOT, 'node_modules/@grafana/ui/dist/public/img'),
        provisioning,
      };
      const host = processes.start({
        name: "The preview's host",
        command: executable,
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
