import type { Plugin } from 'esbuild';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Grafana sets these through @grafana/runtime/internal, an entry that the published package has no longer, though it has
 * the modules behind it.
 */
const modules = {
  './components/PanelDataErrorView.mjs': ['setPanelDataErrorView'],
  './components/PluginPage.mjs': ['setPluginPage'],
  './services/dataSource/settings.mjs': ['initDataSourceInstanceSettings', 'syncDataSourceInstanceSettings'],
};

export const runtimeInternal: Plugin = {
  name: 'runtime-internal',
  setup({ onResolve, onLoad }) {
    const filter = /^@grafana\/runtime\/internal$/;
    const { resolve } = createRequire(__filename);
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'internal' }));
    onLoad({ filter, namespace: 'internal' }, () => ({
      contents: Object.entries(modules)
        .map(([path, names]) => `export { ${names.join(', ')} } from '${path}';`)
        .join('\n'),
      resolveDir: join(dirname(resolve('@grafana/runtime/package.json')), 'dist/esm'),
    }));
  },
};
