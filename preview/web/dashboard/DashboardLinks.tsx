import type { DashboardLink } from '@grafana/schema';
import { type SceneComponentProps, sceneGraph, SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import { LinkButton } from '@grafana/ui';
import { linkHref } from './linkHref';

interface DashboardLinksState extends SceneObjectState {
  links: DashboardLink[];
}

/** Links of a dashboard, as buttons. Links by tag are left out: the preview doesn't know dashboards' tags. */
export class DashboardLinks extends SceneObjectBase<DashboardLinksState> {
  static Component = ({ model }: SceneComponentProps<DashboardLinks>) =>
    model.state.links
      .filter(({ url }) => url)
      .map((link) => (
        <LinkButton
          key={link.title}
          href={linkHref(model, link)}
          target={link.targetBlank ? '_blank' : undefined}
          tooltip={link.tooltip}
          variant="secondary"
          icon={link.targetBlank ? 'external-link-alt' : 'link'}
        >
          {sceneGraph.interpolate(model, link.title)}
        </LinkButton>
      ));
}
