import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const instructions = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');

interface Service {
  ports?: string[];
  image?: string;
  build?: { context: string; target: string };
  environment?: Record<string, string>;
}
const services = Object.values(
  (parse(read('docker-compose.yaml'), { merge: true }) as { services: Record<string, Service> }).services
);

/** What the build takes from the checkout; what it takes from another stage is made there. */
const copied = instructions
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
  .flatMap((line) => line.split(/\s+/).slice(1, -1))
  .filter((word) => !word.startsWith('--'));

test.each(copied)('%s, which the image is built from, is there and is sent to Docker', (path) => {
  expect(existsSync(join(root, path))).toBe(true);
  const left = read('.dockerignore').split('\n').filter(Boolean);
  expect(globSync(left, { cwd: root, dot: true })).not.toContain(path);
});

test('every stage that is built or copied from exists', () => {
  const stages = instructions.flatMap((line) => /^FROM \S+ AS (\S+)/.exec(line)?.[1] ?? []);
  const used = [
    ...instructions.flatMap((line) => /--from=(\S+)/.exec(line)?.[1] ?? []),
    ...services.flatMap(({ build }) => build?.target ?? []),
  ];
  expect(used.length).toBeGreaterThan(0);
  expect(stages).toEqual(expect.arrayContaining(used));
});

test('docker compose serves this machine alone', () => {
  const ports = services.flatMap((service) => service.ports ?? []);
  expect(ports.length).toBeGreaterThan(0);
  for (const port of ports) {
    expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  }
});

test('every image is pinned', () => {
  const images = [
    ...instructions.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []),
    ...services.flatMap(({ image }) => image ?? []),
  ];
  for (const image of images) {
    expect(image).toMatch(/:v?\d/);
  }
});

test('the demo in Docker and docker compose run the same Grafana', () => {
  const [, pinned] = /^FROM (grafana\/grafana:\S+)/m.exec(read('Dockerfile'))!;
  expect(read('demo/hosts/docker.ts')).toContain(`'${pinned}'`);
});

test('what the provisioned data sources take from the environment is given', () => {
  const asked = globSync('provisioning/**/*.yaml', { cwd: root })
    .flatMap((file) => [...read(file).matchAll(/\$\{?([A-Z_]+)/g)])
    .map(([, name]) => name);
  const given = services.flatMap(({ environment }) => Object.keys(environment ?? {}));
  expect(asked.length).toBeGreaterThan(0);
  expect(given).toEqual(expect.arrayContaining(asked));
});
