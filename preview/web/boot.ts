import type { AppPluginMeta, BootData, BuildInfo, DataSourceInstanceSettings, PanelPluginMeta } from '@grafana/data';

/** What the preview's host knows: the answer of GET /api/preview/boot. */
export interface Boot {
  version: string;
  buildInfo: Partial<BuildInfo>;
  /** By name, as Grafana's `bootData.settings.datasources`. */
  datasources: Record<string, DataSourceInstanceSettings>;
  defaultDatasource: string;
  apps: Record<string, AppPluginMeta>;
  panels: Record<string, PanelPluginMeta>;
  dashboards: Array<{ uid: string; title: string; path: string }>;
  theme: ThemeId;
}

export type ThemeId = 'dark' | 'light';

export async function fetchBoot(): Promise<Boot> {
  const response = await fetch('/api/preview/boot');
  if (!response.ok) {
    throw new Error(
      `The preview's host answered ${response.status} to GET /api/preview/boot: ${await response.text()}`
    );
  }
  return response.json();
}

/** What @grafana/runtime's `config` is made from. It is read once, when the package is first imported. */
export function toGrafanaBootData(boot: Boot, theme: ThemeId): BootData {
  return {
    settings: {
      appUrl: `${window.location.origin}/`,
      appSubUrl: '',
      namespace: 'default',
      buildInfo: { ...boot.buildInfo, version: boot.version, env: 'production' },
      datasources: boot.datasources,
      defaultDatasource: boot.defaultDatasource,
      apps: boot.apps,
      panels: boot.panels,
      minRefreshInterval: '5s',
      exploreEnabled: true,
      awsAssumeRoleEnabled: true,
      awsAllowedAuthProviders: ['default', 'keys', 'credentials'],
    },
    user: {
      isSignedIn: true,
      id: 1,
      uid: 'viewer',
      login: 'viewer',
      name: 'Viewer',
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: 'Viewer',
      theme,
      lightTheme: theme === 'light',
      timezone: 'browser',
      language: 'en-US',
      regionalFormat: 'en-US',
      permissions: { 'datasources:explore': true, 'datasources:query': true, 'datasources:read': true },
    },
    navTree: [],
  } as unknown as BootData;
}
