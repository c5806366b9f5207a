import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { prometheusConfig } from '../simulator/prometheus/prometheusConfig';
import { type BuildStep, runBuildStep } from '../tooling/buildStep';
import { GO_ENV, inTurn, withoutInlining } from '../tooling/goBuild';
import { onPath } from './onPath';
import { CACHE, ROOT } from './paths';
import { eventually, type Processes } from './processes';
import type { Say } from './progress';

export interface PrometheusTools {
  prometheus: string;
  promtool: string;
}

const PROGRAMS = ['prometheus', 'promtool'] as const;
/** Older ones answer otherwise: their range windows, for one, have both ends. */
const MAJOR_VERSION = '3';

/** Prometheus's own programs: those on the PATH where they are 3.x, else the ones that demo/prometheus pins. */
export async function findPrometheus(processes: Processes, say: Say): Promise<PrometheusTools> {
  const { tools, refused } = prometheusOnPath();
  if (tools) {
    return tools;
  }
  refused.forEach((words) => say(`${words}: using the pinned Prometheus`));
  await inTurn(() => runBuildStep(ROOT, pinnedPrometheus(processes), say));
  return { prometheus: programIn(FOLDER, 'prometheus'), promtool: programIn(FOLDER, 'promtool') };
}

/** What the PATH has of Prometheus; `tools` only where both programs are of our version, `refused` says of each other one why not. */
export function prometheusOnPath(): { tools?: PrometheusTools; refused: string[] } {
  const [prometheus, promtool] = PROGRAMS.map(onPath);
  const refused = [prometheus, promtool].flatMap((path) => {
    const version = path && versionOf(path);
    return version === undefined || version.startsWith(`${MAJOR_VERSION}.`)
      ? []
      : [`${path} is ${version}, not ${MAJOR_VERSION}.x`];
  });
  return prometheus && promtool && refused.length === 0 ? { tools: { prometheus, promtool }, refused } : { refused };
}

function versionOf(program: string): string {
  const { stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /version (\d+\.\d+\.\d+\S*)/.exec(`${stdout}${stderr}`)?.[1] ?? 'of a version that it does not tell';
}

const FOLDER = join(CACHE, 'prometheus');

function programIn(folder: string, program: string): string {
  return join(folder, process.platform === 'win32' ? `${program}.exe` : program);
}

/**
 * Less than half of the work: the demo uses http_sd, which every Prometheus has, and no other service discovery; and what these
 * packages do (the web interface, specifications, Kubernetes in promtool) needn't be fast here.
 */
const LEAN = [
  ...['-tags', 'remove_all_sd'],
  ...withoutInlining(
    'github.com/prometheus/prometheus/cmd',
    'github.com/prometheus/prometheus/web',
    'github.com/pb33f',
    'github.com/google/gnostic-models',
    'github.com/aws/aws-sdk-go-v2/service',
    'k8s.io'
  ),
];

/** Nobody waits for it who looks at the demo, so it leaves the processors to what they do wait for. */
function pinnedPrometheus(processes: Processes): BuildStep {
  return {
    name: 'pinned Prometheus (go build)',
    inputs: ['demo/prometheus/*', 'demo/prometheus.ts', 'tooling/goBuild.ts'],
    makes: PROGRAMS.map((program) => programIn('.cache/prometheus', program)),
    make: async () => {
      mkdirSync(FOLDER, { recursive: true });
      await processes.run({
        name: 'Building Prometheus',
        command: 'go',
        args: ['build', '-trimpath', ...LEAN, '-o', `${FOLDER}/`, ...PROGRAMS.map(packageOf)],
        cwd: join(__dirname, 'prometheus'),
        env: GO_ENV,
        priority: constants.priority.PRIORITY_LOW,
      });
    },
  };
}

function packageOf(program: string): string {
  return `github.com/prometheus/prometheus/cmd/${program}`;
}

/**
 * Starts Prometheus over a folder of data, scraping the simulator. Resolves when it answers queries.
 * @param port of 127.0.0.1, free.
 */
export async function startPrometheus(
  processes: Processes,
  { prometheus }: PrometheusTools,
  { data, folder, port, simulatorUrl }: { data: string; folder: string; port: number; simulatorUrl: string }
): Promise<void> {
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, prometheusConfig(new URL(simulatorUrl).host));
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
  const ready = `http://127.0.0.1:${port}/-/ready`;
  await eventually('Prometheus', 60_000, () => mustAnswer(ready), process.failed);
}

async function mustAnswer(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}`);
  }
}
