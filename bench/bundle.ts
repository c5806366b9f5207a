import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What each plugin.json's module.js weighs gzipped, in kB of 1,000 bytes: what Grafana loads before any lazy part. */
export interface BundleSizes {
  appKB: number;
  datasourceKB: number;
}

export function bundleSizes(dist: string): BundleSizes {
  return { appKB: gzippedKB(join(dist, 'module.js')), datasourceKB: gzippedKB(join(dist, 'datasource', 'module.js')) };
}

function gzippedKB(file: string): number {
  return Math.round(gzipSync(readFileSync(file)).length / 100) / 10;
}
