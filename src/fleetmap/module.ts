import { PanelPlugin } from '@grafana/data';
import { loadedOnDemand } from '../loadedOnDemand';
import { addOptions } from './editor';
import type { FleetMapOptions } from './options';
import { suggest } from './suggest';

export const plugin = new PanelPlugin<FleetMapOptions>(loadedOnDemand(() => import('./view/FleetMapPanel')))
  .useFieldConfig()
  .setPanelOptions(addOptions)
  .setSuggestionsSupplier(suggest);
