import { EventBusSrv } from '@grafana/data';
import {
  config,
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
  FakeEchoSrv,
} from '@grafana/runtime';
import { initDataSourceInstanceSettings, setPanelDataErrorView, setPluginPage } from '@grafana/runtime/internal';
import { initializeLoggersRegistry } from '@grafana/runtime/unstable';
import { PanelDataError } from '../panels/NoData';
import { PanelPlugins } from '../plugins/importPlugin';
import { PluginPage } from '../shell/PluginPage';
import { PreviewBackendSrv } from './backendSrv';
import { PreviewDataSourceSrv } from './dataSourceSrv';
import { fillRegistries } from './registries';
import { runRequest } from './runRequest';
import { PreviewTemplateSrv } from './templateSrv';

/** Gives @grafana/runtime what Grafana gives it at its start. Must run before a scene or a plugin does. */
export function installServices() {
  const appEvents = new EventBusSrv();
  const templateSrv = new PreviewTemplateSrv();
  initializeLoggersRegistry();
  setAppEvents(appEvents);
  setEchoSrv(new FakeEchoSrv());
  setBackendSrv(new PreviewBackendSrv(appEvents));
  setTemplateSrv(templateSrv);
  setDataSourceSrv(new PreviewDataSourceSrv(config.datasources, config.defaultDatasource, templateSrv));
  initDataSourceInstanceSettings(config.datasources, config.defaultDatasource);
  setPluginImportUtils(new PanelPlugins(config.panels));
  setRunRequest(runRequest);
  // Nothing extends the preview: there are only the project's own plugins.
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => {});
  setPanelDataErrorView(PanelDataError);
  setPluginPage(PluginPage);
  fillRegistries();
}
