import type { DashboardLink } from '@grafana/schema';
import { type SceneComponentProps, sceneGraph, SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import { Icon, PanelChrome } from '@grafana/ui';
import { linkHref } from './linkHref';

interface PanelLinksState extends SceneObjectState {
  links: DashboardLink[];
}

/** Links of a panel: an icon in its header for each. */
export class PanelLinks extends SceneObjectBase<PanelLinksState> {
  static Component = ({ model }: SceneComponentProps<PanelLinks>) =>
    model.state.links.map((link) => (
      <PanelChrome.TitleItem
        key={link.title}
        href={linkHref(model, link)}
        target={link.targetBlank ? '_blank' : undefined}
        title={sceneGraph.interpolate(model, link.title)}
      >
        <Icon name="external-link-alt" size="md" />
      </PanelChrome.TitleItem>
    ));
}
