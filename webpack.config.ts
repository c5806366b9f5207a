import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import { globSync } from 'glob';
import TerserPlugin from 'terser-webpack-plugin';
import type { Configuration } from 'webpack';

const root = __dirname;
const source = join(root, 'src');
const dist = join(root, 'dist');

/** What Grafana 12.3 and later hand to plugins; everything else is bundled. */
const sharedByGrafana: Configuration['externals'] = [
  // The loader's own record of the module: where it was loaded from.
  { 'amd-module': 'module' },
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-inlinesvg',
  'react-router',
  'rxjs',
  'rxjs/operators',
  'lodash',
  'moment',
  '@emotion/css',
  '@emotion/react',
  'd3',
  'prismjs',
  'i18next',
  /^@grafana\/(ui|runtime|data)(\/unstable)?$/,
];

interface Manifest {
  id: string;
  /** Pictures are those of the docs, under the same names. */
  info: { screenshots: Array<{ path: string }> };
}

/**
 * One compilation for each plugin.json: Grafana serves a nested plugin's files under that plugin's own id, so its lazy
 * chunks have to lie beside its own module.js.
 */
export default function configure(env: { production?: boolean }): Configuration[] {
  const plugins = globSync('**/plugin.json', { cwd: source }).sort();
  return plugins.map((manifest) => compilation(dirname(manifest), Boolean(env.production)));
}

function compilation(folder: string, production: boolean): Configuration {
  const context = join(source, folder);
  const output = join(dist, folder);
  const manifest = JSON.parse(readFileSync(join(context, 'plugin.json'), 'utf8')) as Manifest;
  const { id } = manifest;
  const entry = ['module.ts', 'module.tsx'].map((name) => join(context, name)).find(existsSync);
  if (!entry) {
    throw new Error(`${join('src', folder)} has a plugin.json but no module.ts or module.tsx beside it`);
  }

  return {
    name: id,
    context,
    mode: production ? 'production' : 'development',
    target: 'web',
    devtool: production ? 'source-map' : 'eval-source-map',
    entry: { module: [join(source, 'publicPath.ts'), entry] },
    externals: sharedByGrafana,
    // Grafana's loader takes AMD; without another name two plugins' chunks would meet in one global.
    output: {
      path: output,
      filename: '[name].js',
      chunkFilename: production ? '[name].js?_cache=[contenthash]' : '[name].js',
      library: { type: 'amd' },
      publicPath: `public/plugins/${id}/`,
      uniqueName: id,
      clean: { keep: (file) => madeElsewhere(file, folder) },
    },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          use: {
            loader: 'swc-loader',
            options: {
              jsc: {
                target: 'es2022',
                parser: { syntax: 'typescript', tsx: true },
                transform: { react: { runtime: 'automatic' } },
                loose: false,
              },
            },
          },
        },
        { test: /\.(png|jpe?g|gif|svg)$/, type: 'asset/resource', generator: { filename: 'img/[name].[hash][ext]' } },
      ],
    },
    resolve: { extensions: ['.ts', '.tsx', '.js', '.jsx'] },
    optimization: {
      minimizer: [new TerserPlugin({ extractComments: false, terserOptions: { format: { comments: false } } })],
    },
    performance: { hints: false },
    plugins: [new CopyWebpackPlugin({ patterns: assets(folder, manifest) })],
    watchOptions: { ignored: ['**/node_modules', '**/dist'] },
    stats: 'errors-warnings',
  };
}

/** Files beside a module.js that another compilation, the Go build or the dashboards' build has written. */
function madeElsewhere(file: string, folder: string): boolean {
  if (/(^|\/)gpx_[^/]+$/.test(file)) {
    return true;
  }
  const [top] = file.split(/[\\/]/);
  return folder === '.' && (top === 'dashboards' || existsSync(join(source, top, 'plugin.json')));
}

function assets(folder: string, { id, info }: Manifest): CopyWebpackPlugin.PluginOptions['patterns'] {
  const own = [
    { from: 'plugin.json', transform: (content: Buffer) => fillIn(content.toString(), id) },
    { from: 'img/**/*', noErrorOnMissing: true },
    ...info.screenshots.map(({ path }) => ({ from: join(root, 'docs', path), to: path })),
  ];
  if (folder === 'datasource') {
    // Its settings link to them.
    return [...own, { from: '*.{json,yaml}', context: join(root, 'deploy'), to: 'deploy/[name][ext]' }];
  }
  if (folder !== '.') {
    return own;
  }
  // The README is the catalog's page: for who looks for a plugin, not for who builds it.
  const ofTheWhole = ['src/README.md', 'CHANGELOG.md', 'LICENSE'].map((file) => ({
    from: resolve(root, file),
    to: '[name][ext]',
  }));
  return [...own, ...ofTheWhole];
}

function fillIn(manifest: string, id: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return manifest
    .replaceAll('%VERSION%', version)
    .replaceAll('%TODAY%', new Date().toISOString().slice(0, 10))
    .replaceAll('%PLUGIN_ID%', id);
}
