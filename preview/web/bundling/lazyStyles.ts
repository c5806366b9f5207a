import { build, type Plugin } from 'esbuild';

/**
 * esbuild writes the styles of a lazily imported chunk into a file that nothing loads. The code editor is such a chunk:
 * its styles are put on the page by its own code instead.
 */
export const lazyStyles: Plugin = {
  name: 'lazy-styles',
  setup({ onLoad }) {
    onLoad({ filter: /monaco-editor.*\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        write: false,
        loader: { '.ttf': 'dataurl' },
      });
      return {
        contents: `document.head.append(Object.assign(document.createElement('style'), { textContent: ${JSON.stringify(outputFiles[0].text)} }));`,
        loader: 'js',
      };
    });
  },
};
