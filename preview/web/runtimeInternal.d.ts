declare module '@grafana/runtime/internal' {
  import type { DataSourceInstanceSettings } from '@grafana/data';
  import type { PanelDataErrorViewProps, PluginPageProps } from '@grafana/runtime';
  import type { ComponentType } from 'react';

  type Settings = Record<string, DataSourceInstanceSettings>;

  export function setPanelDataErrorView(view: ComponentType<PanelDataErrorViewProps>): void;
  export function setPluginPage(page: ComponentType<PluginPageProps>): void;
  export function initDataSourceInstanceSettings(datasources: Settings, defaultDatasource: string): void;
  export function syncDataSourceInstanceSettings(settings: { datasources: Settings; defaultDatasource: string }): void;
}
