// Two tiny built plugins, as webpack would leave them: AMD modules that take Grafana's packages from their host.

const info = {
  author: { name: '' },
  description: '',
  links: [],
  logos: { small: '', large: '' },
  screenshots: [],
  updated: '',
  version: '1.2.3',
};

export const appMeta = {
  id: 'smoke-app',
  name: 'Smoke app',
  type: 'app',
  module: 'public/plugins/smoke-app/module.js',
  baseUrl: 'public/plugins/smoke-app',
  includes: [{ type: 'page', name: 'Sources', path: '/a/%PLUGIN_ID%/sources', addToNav: true }],
  info,
};

export const dataSourceMeta = {
  id: 'smoke-datasource',
  name: 'Smoke data source',
  type: 'datasource',
  module: 'public/plugins/smoke-datasource/module.js',
  baseUrl: 'public/plugins/smoke-datasource',
  metrics: true,
  backend: true,
  info,
};

export const modules: Record<string, string> = {
  '/public/plugins/smoke-app/module.js': `
    define(['react', 'react/jsx-runtime', 'react-router-dom', '@grafana/data'], function (react, jsx, router, data) {
      function Root() {
        return jsx.jsx(router.Routes, {
          children: jsx.jsx(router.Route, { path: 'sources', element: jsx.jsx('h2', { children: 'Routed by the app' }) }),
        });
      }
      return { plugin: new data.AppPlugin().setRootPage(Root) };
    });`,
  '/public/plugins/smoke-datasource/module.js': `
    define(['module', 'lodash', 'react/jsx-runtime', '@grafana/data', '@grafana/runtime'], function (module, lodash, jsx, data, runtime) {
      class Source extends runtime.DataSourceWithBackend {
        applyTemplateVariables(query, scopedVars) {
          return Object.assign({}, query, { account: runtime.getTemplateSrv().replace(query.account, scopedVars, 'csv') });
        }
        async metricFindQuery() {
          return lodash.map(await this.getResource('accounts'), (text) => ({ text }));
        }
      }
      function QueryEditor(props) {
        return jsx.jsx('input', {
          'aria-label': 'Account',
          value: props.query.account || '',
          onChange: (event) => props.onChange(Object.assign({}, props.query, { account: event.target.value })),
        });
      }
      function ConfigEditor(props) {
        return jsx.jsx('div', { children: 'Region ' + props.options.jsonData.defaultRegion + ', loaded from ' + module.uri });
      }
      return { plugin: new data.DataSourcePlugin(Source).setQueryEditor(QueryEditor).setConfigEditor(ConfigEditor) };
    });`,
};
