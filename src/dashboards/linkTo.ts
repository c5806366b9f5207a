import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type DashboardLink, DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { omit } from 'lodash';

/** A link to another dashboard, beside the variables: the builder's own place for it is a menu, in which nobody looks. */
export function linkTo(title: string, uid: string, icon: string): Builder<DashboardLink> {
  const link = new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon(icon)
    .url(`/d/${uid}?\${source:queryparam}`)
    .keepTime(true)
    .build();
  return { build: () => omit(link, 'placement') };
}
