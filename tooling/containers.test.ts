import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';

const dockerfile = readFileSync('Dockerfile', 'utf8').replace(/\\\n/g, ' ');
const compose = parse(readFileSync('docker-compose.yaml', 'utf8'), { merge: true }) as {
  services: Record<string, { build?: { context: string; target: string }; environment?: Record<string, string> }>;
};
const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);

describe('the containers of docker compose', () => {
  it('are built from files that are there, and that the build is given', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) => sources.split(' '));
    expect(copied.length).toBeGreaterThan(10);
    expect(copied.filter((path) => !existsSync(path) || ignored.includes(path.split('/')[0]))).toEqual([]);
  });

  it('are built from stages that the Dockerfile has', () => {
    const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, stage]) => stage);
    const targets = Object.values(compose.services).flatMap(({ build }) => (build ? [build.target] : []));
    expect(new Set(targets)).toEqual(new Set(['simulator', 'grafana']));
    expect(stages).toEqual(expect.arrayContaining(targets));
  });

  it('give Grafana every variable that its data sources are provisioned with', () => {
    const provisioned = readdirSync('provisioning/datasources').map((file) =>
      readFileSync(`provisioning/datasources/${file}`, 'utf8')
    );
    const variables = [...provisioned.join('\n').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(variables).toContain('SIMULATOR_URL');
    expect(Object.keys(compose.services.grafana.environment!)).toEqual(expect.arrayContaining(variables));
  });
});
