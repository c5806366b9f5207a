import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prometheusConfig } from '../simulator/prometheus/prometheusConfig';
import { onPath } from './onPath';
import { CACHE } from './paths';
import { freePort } from './ports';
import { eventually, type Processes } from './processes';
import type { Say } from './progress';

export interface PrometheusTools {
  prometheus: string;
  promtool: string;
}

/** Prometheus's own programs: those on the PATH, else built from its Go module, which takes some minutes once. */
export async function findPrometheus(processes: Processes, say: Say): Promise<PrometheusTools> {
  const [prometheus, promtool] = ['prometheus', 'promtool'].map(onPath);
  if (prometheus && promtool) {
    return { prometheus, promtool };
  }
  const folder = join(CACHE, 'prometheus');
  const built = { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
  if (!existsSync(built.prometheus) || !existsSync(built.promtool)) {
    say('No Prometheus on the PATH: building it from its Go module, which takes some minutes once');
    mkdirSync(folder, { recursive: true });
    await processes.run({
      name: 'Building Prometheus',
      command: 'go',
      args: ['build', '-trimpath', '-o', `${folder}/`, ...['prometheus', 'promtool'].map(packageOf)],
      cwd: join(__dirname, 'prometheus'),
      env: { CGO_ENABLED: '0' },
    });
  }
  return built;
}

function packageOf(program: string): string {
  return `github.com/prometheus/prometheus/cmd/${program}`;
}

/**
 * Starts Prometheus over a folder of data, scraping the simulator. Resolves when it answers queries.
 * @returns its URL.
 */
export async function startPrometheus(
  processes: Processes,
  { prometheus }: PrometheusTools,
  { data, folder, simulatorUrl }: { data: string; folder: string; simulatorUrl: string }
): Promise<string> {
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, prometheusConfig(new URL(simulatorUrl).host));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = processes.start({
    name: 'Prometheus',
    command: prometheus,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
  });
  await eventually('Prometheus', 60_000, () => mustAnswer(`${url}/-/ready`), process.failed);
  return url;
}

async function mustAnswer(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}`);
  }
}
