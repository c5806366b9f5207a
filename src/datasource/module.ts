import { DataSourcePlugin } from '@grafana/data';
import { FleetDataSource } from './datasource';

export const plugin = new DataSourcePlugin(FleetDataSource);
