import {
  AppPlugin,
  type AppPluginMeta,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  DataSourcePlugin,
  type PanelPlugin,
  type PanelPluginMeta,
} from '@grafana/data';
import { standInDataSources } from '../datasources/standIns';
import { standInPanels } from '../panels/standIns';
import { unavailablePanel } from '../panels/unavailable';
import { loadModule } from './loadModule';

interface PluginModule<T> {
  plugin: T;
}

export async function importDataSourcePlugin({
  meta,
}: DataSourceInstanceSettings): Promise<DataSourcePlugin<DataSourceApi>> {
  const standIn = standInDataSources[meta.id];
  if (standIn) {
    return standIn;
  }
  const { plugin } = await loadModule<PluginModule<DataSourcePlugin<DataSourceApi>>>(meta.module);
  plugin.meta = meta;
  return plugin;
}

export async function importAppPlugin(meta: AppPluginMeta): Promise<AppPlugin> {
  const { plugin } = await loadModule<PluginModule<AppPlugin>>(meta.module);
  plugin.meta = meta;
  plugin.init(meta);
  return plugin;
}

/** Panel plugins by id: our own ones as they were built, stand-ins for Grafana's, and for any other one a panel that says so. */
export class PanelPlugins {
  private readonly imported = new Map<string, PanelPlugin>();

  constructor(private readonly metas: Record<string, PanelPluginMeta>) {}

  getPanelPluginFromCache = (id: string) => this.imported.get(id) ?? standInPanels[id];

  importPanelPlugin = async (id: string): Promise<PanelPlugin> => {
    const known = this.getPanelPluginFromCache(id);
    if (known) {
      return known;
    }
    const meta = this.metas[id];
    if (!meta) {
      return unavailablePanel(id);
    }
    const { plugin } = await loadModule<PluginModule<PanelPlugin>>(meta.module);
    plugin.meta = meta;
    this.imported.set(id, plugin);
    return plugin;
  };
}
