const datasource = { type: 'smoke-datasource', uid: '${source}' };
const target = (refId: string) => ({ refId, datasource, account: '$account' });

/** One panel of each kind, in rows, with the variables, overrides and links that bundled dashboards use. */
export const dashboard = {
  uid: 'smoke',
  title: 'Smoke test',
  schemaVersion: 41,
  time: { from: 'now-1h', to: 'now' },
  refresh: '',
  links: [{ type: 'link', title: 'Other dashboard', url: '/d/other', keepTime: true, includeVars: true, tags: [] }],
  templating: {
    list: [
      { type: 'datasource', name: 'source', label: 'Source', query: 'smoke-datasource', current: {} },
      {
        type: 'query',
        name: 'account',
        label: 'Account',
        datasource,
        query: 'accounts',
        refresh: 1,
        multi: true,
        includeAll: true,
        current: { text: ['All'], value: ['$__all'] },
      },
    ],
  },
  panels: [
    {
      id: 1,
      type: 'stat',
      title: 'Nodes',
      gridPos: { x: 0, y: 0, w: 6, h: 5 },
      targets: [target('S')],
      datasource,
      options: { graphMode: 'none', reduceOptions: { calcs: ['lastNotNull'], fields: '/^count$/', values: false } },
      fieldConfig: {
        defaults: { links: [{ title: 'Nodes', url: '/d/other?var-account=${account:csv}' }] },
        overrides: [],
      },
    },
    {
      id: 2,
      type: 'bargauge',
      title: 'By patch bucket',
      gridPos: { x: 6, y: 0, w: 6, h: 5 },
      targets: [target('S')],
      datasource,
      options: { orientation: 'horizontal', displayMode: 'basic', reduceOptions: { values: true, calcs: [] } },
      fieldConfig: { defaults: { unit: 'none' }, overrides: [] },
    },
    {
      id: 3,
      type: 'timeseries',
      title: 'CPU',
      gridPos: { x: 12, y: 0, w: 12, h: 5 },
      targets: [target('T')],
      datasource,
      options: {
        legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
        tooltip: { mode: 'multi' },
      },
      fieldConfig: { defaults: { unit: 'percent' }, overrides: [] },
    },
    { id: 4, type: 'row', title: 'Which', collapsed: false, gridPos: { x: 0, y: 5, w: 24, h: 1 }, panels: [] },
    {
      id: 5,
      type: 'table',
      title: 'Worst nodes',
      gridPos: { x: 0, y: 6, w: 16, h: 9 },
      targets: [target('W')],
      datasource,
      options: { sortBy: [{ displayName: 'Missing', desc: true }] },
      fieldConfig: {
        defaults: { custom: { filterable: true } },
        overrides: [
          {
            matcher: { id: 'byName', options: 'bucket' },
            properties: [
              { id: 'displayName', value: 'Patch bucket' },
              { id: 'custom.cellOptions', value: { type: 'color-background' } },
              {
                id: 'mappings',
                value: [
                  {
                    type: 'value',
                    options: {
                      missing: { text: 'Missing updates', color: 'orange' },
                      compliant: { text: 'Compliant', color: 'green' },
                    },
                  },
                ],
              },
            ],
          },
          {
            matcher: { id: 'byName', options: 'missing' },
            properties: [
              { id: 'displayName', value: 'Missing' },
              { id: 'custom.width', value: 90 },
            ],
          },
        ],
      },
      transformations: [
        { id: 'organize', options: { excludeByName: { internal: true }, renameByName: {}, indexByName: {} } },
      ],
    },
    {
      id: 6,
      type: 'text',
      title: 'Words',
      gridPos: { x: 16, y: 6, w: 8, h: 4 },
      options: { mode: 'markdown', content: '**Accounts:** ${account:csv}' },
    },
    { id: 7, type: 'geomap', title: 'Map', gridPos: { x: 16, y: 10, w: 8, h: 5 }, targets: [target('S')], datasource },
    {
      id: 8,
      type: 'row',
      title: 'Failing',
      collapsed: true,
      gridPos: { x: 0, y: 15, w: 24, h: 1 },
      panels: [
        {
          id: 9,
          type: 'table',
          title: 'Refused',
          gridPos: { x: 0, y: 16, w: 24, h: 5 },
          targets: [target('E')],
          datasource,
        },
      ],
    },
  ],
};
