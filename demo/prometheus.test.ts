import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prometheusOnPath } from './prometheus';

const PATH = process.env.PATH;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  process.env.PATH = folder;
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

const install = (program: string, version: string) =>
  writeFileSync(join(folder, program), `#!/bin/sh\necho '${program}, version ${version} (branch: HEAD)' >&2\n`, {
    mode: 0o755,
  });

test('programs of version 3 are used', () => {
  install('prometheus', '3.5.0');
  install('promtool', '3.5.0');
  expect(prometheusOnPath()).toEqual({
    tools: { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') },
    refused: [],
  });
});

test('older ones are refused, and it is said which and why', () => {
  install('prometheus', '2.42.0+ds');
  install('promtool', '3.5.0');
  expect(prometheusOnPath()).toEqual({ refused: [`${join(folder, 'prometheus')} is 2.42.0+ds, not 3.x`] });
});

test('one without the other is no Prometheus, and neither is none', () => {
  expect(prometheusOnPath()).toEqual({ refused: [] });
  install('prometheus', '3.5.0');
  expect(prometheusOnPath()).toEqual({ refused: [] });
});
