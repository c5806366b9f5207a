/** Ids of the plugins in dist/: each must be allowed by itself, as none is signed. */
const PLUGINS = ['onepane-fleet-app', 'onepane-ssm-datasource', 'onepane-fleetmap-panel'];

/** The data sources that Grafana forwards its AWS settings to by itself; naming ours replaces the list. */
const FORWARDED_BY_DEFAULT = [
  'cloudwatch',
  'grafana-athena-datasource',
  'grafana-redshift-datasource',
  'grafana-x-ray-datasource',
  'grafana-timestream-datasource',
  'grafana-iot-sitewise-datasource',
  'grafana-iot-twinmaker-app',
  'grafana-opensearch-datasource',
  'aws-datasource-provisioner',
  'elasticsearch',
  'prometheus',
];

/** How a Grafana is set up to show the demo: viewers need no account, and nothing calls home. */
export const GRAFANA_SETTINGS: Record<string, string> = {
  GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGINS.join(','),
  GF_PLUGINS_PREINSTALL_DISABLED: 'true',
  GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
  GF_AWS_FORWARD_SETTINGS_TO_PLUGINS: [...FORWARDED_BY_DEFAULT, 'onepane-ssm-datasource'].join(','),
  GF_AUTH_ANONYMOUS_ENABLED: 'true',
  GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
  GF_ANALYTICS_REPORTING_ENABLED: 'false',
  GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  GF_NEWS_NEWS_FEED_ENABLED: 'false',
  GF_SECURITY_DISABLE_GRAVATAR: 'true',
  GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
  GF_DATABASE_WAL: 'true',
  GF_LOG_LEVEL: 'warn',
};
