import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFile, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { copyAssets } from './bundling/copyAssets';
import { lazyStyles } from './bundling/lazyStyles';
import { runtimeInternal } from './bundling/runtimeInternal';
import { unwrapDefaults } from './bundling/unwrapDefaults';

const root = join(__dirname, '..', '..');

/**
 * Bundles the preview's page into a folder that any static server can serve, and returns that folder. Does nothing when
 * the bundle was made from the very same sources and packages.
 */
export async function buildPreview(outdir = join(root, '.cache/preview')): Promise<string> {
  const stamp = join(outdir, 'built-from');
  const sources = await hashOfSources();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) {
    return outdir;
  }
  await rm(outdir, { recursive: true, force: true });
  await bundle(outdir);
  await copyFile(join(__dirname, 'index.html'), join(outdir, 'index.html'));
  await copyAssets(join(outdir, 'assets'));
  await writeFile(stamp, sources);
  return outdir;
}

async function bundle(outdir: string) {
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: join(__dirname, 'main.ts'),
      app: join(__dirname, 'app.tsx'),
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
    },
    outdir,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    target: 'es2022',
    jsx: 'automatic',
    tsconfigRaw: {},
    logLevel: 'warning',
    // systemjs' package.json says "type": "script".
    logOverride: { 'package.json': 'silent' },
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
    // SystemJS puts an AMD `define` on the page; bundled UMD packages must not take it for their own loader's.
    define: { define: 'undefined', global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    alias: { '@grafana/plugin-compat/datasources': join(__dirname, 'services/pluginCompatDatasources.ts') },
    plugins: [lazyStyles, runtimeInternal, unwrapDefaults],
  });
}

async function hashOfSources(): Promise<string> {
  const entries = await readdir(__dirname, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of [...files, join(root, 'package-lock.json')]) {
    hash.update(relative(root, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

if (require.main === module) {
  buildPreview().then((outdir) => console.log(relative(process.cwd(), outdir)));
}
