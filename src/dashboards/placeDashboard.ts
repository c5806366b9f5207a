import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { DashboardBuilder, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Resource } from '../schema/resource';
import { FLEET_OVERVIEW_UID, panelOf } from './addresses';
import { bundledDashboard } from './bundledDashboard';
import { linkTo } from './linkTo';
import { fieldVariable, sourceVariable } from './variables';

/** A dashboard about a day in the accounts and Regions that its variables choose, which others may narrow. */
export function placeDashboard(
  title: string,
  uid: string,
  description: string,
  others: Array<Builder<VariableModel>> = []
): DashboardBuilder {
  return bundledDashboard(title, uid, description)
    .time({ from: 'now-24h', to: 'now' })
    .variables([
      sourceVariable(),
      fieldVariable('account', 'Account', { field: 'accountName' }),
      fieldVariable('region', 'Region', { field: 'region' }),
      ...others,
    ])
    .links([linkTo('Fleet overview', FLEET_OVERVIEW_UID, 'apps')]);
}

/** What a figure counts, and the panel of the same dashboard that lists it. */
export function listedIn(uid: string) {
  return (resource: Resource, panel: number) => ({ resource, link: () => panelOf(uid, panel) });
}
