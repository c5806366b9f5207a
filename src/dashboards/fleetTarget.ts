import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { FleetQuery } from '../datasource/query';

/** The data source variable that every panel asks; dashboards name no source of their own. */
export const SOURCE = { type: 'onepane-ssm-datasource', uid: '${source}' };

/** A query of our own data source, in the shape in which the dashboard builders take queries. */
export function fleetTarget(query: Omit<FleetQuery, 'refId'> & { refId?: string }): Builder<Dataquery> {
  return { build: () => ({ refId: 'A', datasource: SOURCE, ...query }) as unknown as Dataquery };
}

/** Grafana's unit for counts: grouped by thousands, never shortened to "1 K". */
export const GROUPED = 'locale';
