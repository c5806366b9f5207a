import {
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceRef,
  matchPluginId,
  type ScopedVars,
} from '@grafana/data';
import type { DataSourceSrv, GetDataSourceListFilters, TemplateSrv } from '@grafana/runtime';
import { syncDataSourceInstanceSettings } from '@grafana/runtime/internal';
import { fetchBoot } from '../boot';
import { MixedDataSource, mixedSettings } from '../datasources/mixed';
import { importDataSourcePlugin } from '../plugins/importPlugin';

type Ref = DataSourceRef | string | null | undefined;

/** Grafana's data sources as the host lists them; each is made when it is first asked for. */
export class PreviewDataSourceSrv implements DataSourceSrv {
  private readonly instances = new Map<string, Promise<DataSourceApi>>();

  constructor(
    private datasources: Record<string, DataSourceInstanceSettings>,
    private readonly defaultName: string,
    private readonly templateSrv: TemplateSrv
  ) {}

  async get(ref?: Ref, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref, scopedVars);
    if (!settings) {
      throw new Error(`Data source ${nameOf(ref)} was not found.`);
    }
    const uid = settings.rawRef?.uid ?? settings.uid;
    const instance = this.instances.get(uid) ?? createInstance(this.find(uid) ?? settings);
    this.instances.set(uid, instance);
    instance.catch(() => this.instances.delete(uid));
    return instance;
  }

  getInstanceSettings(ref?: Ref, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const asked = nameOf(ref);
    if (!asked || asked === 'default') {
      return this.datasources[this.defaultName];
    }
    if (asked === mixedSettings.uid) {
      return mixedSettings;
    }
    const name = this.firstValue(asked, scopedVars);
    const found = name === 'default' ? this.datasources[this.defaultName] : this.find(name);
    // As in Grafana the variable stays in name and uid, so that a picker shows it and a saved query follows it.
    return found && name !== asked
      ? { ...found, isDefault: false, name: asked, uid: asked, rawRef: { type: found.type, uid: found.uid } }
      : found;
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const all = Object.values(this.datasources).filter((source) => matches(source, filters));
    const list = all.sort((a, b) => a.name.localeCompare(b.name));
    return [...(filters.mixed ? [mixedSettings] : []), ...(filters.variables ? this.variables(list) : []), ...list];
  }

  async reload() {
    const { datasources, defaultDatasource } = await fetchBoot();
    this.datasources = datasources;
    this.instances.clear();
    syncDataSourceInstanceSettings({ datasources, defaultDatasource });
  }

  registerRuntimeDataSource(): never {
    throw new Error('Runtime data sources are not part of the preview.');
  }

  private find(name: string) {
    return this.datasources[name] ?? Object.values(this.datasources).find(({ uid }) => uid === name);
  }

  /** A data source variable with several values stands for the first where one data source is wanted. */
  private firstValue(template: string, scopedVars?: ScopedVars): string {
    return this.templateSrv.replace(template, scopedVars, (value: string | string[]) =>
      Array.isArray(value) ? value[0] : value
    );
  }

  /** Pickers offer a variable `${name}` that stands for one of the sources as if it were a source. */
  private variables(list: DataSourceInstanceSettings[]): DataSourceInstanceSettings[] {
    const names = this.templateSrv.getVariables().filter(({ type }) => type === 'datasource');
    return names.flatMap(({ name }) => {
      const current = this.getInstanceSettings(`\${${name}}`);
      return current && list.some(({ uid }) => uid === current.rawRef?.uid) ? [current] : [];
    });
  }
}

function nameOf(ref: Ref): string | undefined {
  return (typeof ref === 'string' ? ref : ref?.uid) ?? undefined;
}

function matches({ meta, type, ...source }: DataSourceInstanceSettings, filters: GetDataSourceListFilters): boolean {
  const { all, metrics, logs, tracing, annotations, alerting, pluginId, type: types, filter } = filters;
  return (
    (all || meta.metrics || meta.logs || meta.tracing || meta.annotations || false) &&
    (!metrics || Boolean(meta.metrics)) &&
    (!logs || Boolean(meta.logs)) &&
    (!tracing || Boolean(meta.tracing)) &&
    (!annotations || Boolean(meta.annotations)) &&
    (!alerting || Boolean(meta.alerting)) &&
    (!pluginId || matchPluginId(pluginId, meta)) &&
    (!types || [types].flat().includes(type)) &&
    (!filter || filter({ meta, type, ...source }))
  );
}

async function createInstance(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  if (settings.uid === mixedSettings.uid) {
    return new MixedDataSource(settings);
  }
  const plugin = await importDataSourcePlugin(settings);
  const instance = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  instance.meta = settings.meta;
  return instance;
}
