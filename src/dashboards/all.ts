import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { fleetOverview } from './fleetOverview';
import { configuration } from './configuration';
import { node } from './node';
import { operations } from './operations';
import { patches } from './patches';
import { sourceHealth } from './sourceHealth';

/** The bundled dashboards by file name, as the app's plugin.json includes them. */
export const DASHBOARDS: Record<string, () => DashboardBuilder> = {
  'fleet-overview.json': fleetOverview,
  'node.json': node,
  'patches.json': patches,
  'configuration.json': configuration,
  'operations.json': operations,
  'source-health.json': sourceHealth,
};
