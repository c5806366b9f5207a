import { DataSourcePlugin } from '@grafana/data';
import { loadedOnDemand } from '../loadedOnDemand';
import { FleetDataSource } from './datasource';
import type { FleetQuery, FleetSettings } from './query';

export const plugin = new DataSourcePlugin<FleetDataSource, FleetQuery, FleetSettings>(FleetDataSource)
  .setQueryEditor(loadedOnDemand(() => import('./editor/QueryEditor')))
  .setConfigEditor(loadedOnDemand(() => import('./config/ConfigEditor')));
