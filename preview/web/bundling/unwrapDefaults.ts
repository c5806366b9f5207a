import type { Plugin } from 'esbuild';

/** CommonJS packages whose default export Node-style interop, which ES modules in .mjs files get, leaves wrapped. */
const packages = /^(react-custom-scrollbars-2|react-highlight-words|calculate-size)$/;

export const unwrapDefaults: Plugin = {
  name: 'unwrap-defaults',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: packages }, ({ path, kind, resolveDir }) =>
      kind === 'require-call' ? undefined : { path, namespace: 'unwrap', pluginData: resolveDir }
    );
    onLoad({ filter: packages, namespace: 'unwrap' }, ({ path, pluginData }) => ({
      contents: `const m = require(${JSON.stringify(path)}); module.exports = m.default ?? m;`,
      resolveDir: pluginData,
    }));
  },
};
