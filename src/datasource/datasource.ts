import { DataSourceWithBackend } from '@grafana/runtime';
import type { FleetQuery, FleetSettings } from './query';

export class FleetDataSource extends DataSourceWithBackend<FleetQuery, FleetSettings> {}
