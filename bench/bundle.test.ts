import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSizes } from './bundle';

describe('bundleSizes', () => {
  const dist = mkdtempSync(join(tmpdir(), 'bundle-'));
  afterAll(() => rmSync(dist, { recursive: true }));

  it('weighs each module.js as it travels', () => {
    mkdirSync(join(dist, 'datasource'));
    writeFileSync(join(dist, 'module.js'), 'a'.repeat(100_000));
    writeFileSync(join(dist, 'datasource', 'module.js'), randomBytes(20_000));
    const { appKB, datasourceKB } = bundleSizes(dist);
    expect(appKB).toBeLessThan(1);
    expect(datasourceKB).toBeCloseTo(20, 0);
  });
});
