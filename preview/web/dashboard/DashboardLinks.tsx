import { textUtil } from '@grafana/data';
import type { DashboardLink } from '@grafana/schema';
import { sceneGraph, type SceneComponentProps, SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import { LinkButton, Stack } from '@grafana/ui';

interface DashboardLinksState extends SceneObjectState {
  links: DashboardLink[];
}

/** Links of a dashboard or of a panel. Links by tag are left out: the preview doesn't know dashboards' tags. */
export class DashboardLinks extends SceneObjectBase<DashboardLinksState> {
  static Component = ({ model }: SceneComponentProps<DashboardLinks>) => {
    const { links } = model.useState();
    return (
      <Stack gap={1}>
        {links
          .filter(({ url }) => url)
          .map((link) => (
            <LinkButton
              key={link.title}
              href={model.href(link)}
              target={link.targetBlank ? '_blank' : undefined}
              tooltip={link.tooltip}
              variant="secondary"
              size="sm"
              icon={link.targetBlank ? 'external-link-alt' : 'link'}
            >
              {sceneGraph.interpolate(model, link.title)}
            </LinkButton>
          ))}
      </Stack>
    );
  };

  private href({ url, keepTime, includeVars }: DashboardLink): string {
    const more = [keepTime && '${__url_time_range}', includeVars && '${__all_variables}'].filter(Boolean).join('&');
    const template = more ? `${url}${url?.includes('?') ? '&' : '?'}${more}` : url;
    return textUtil.sanitizeUrl(sceneGraph.interpolate(this, template));
  }
}
