import type { PluginPageProps } from '@grafana/runtime';
import { Stack } from '@grafana/ui';
import { usePageTitle } from '../pages/usePageTitle';

/** The frame that Grafana puts around a page of an app plugin, without its tabs and breadcrumbs. */
export function PluginPage({ pageNav, subTitle, actions, renderTitle, children }: PluginPageProps) {
  usePageTitle(pageNav?.text);
  const title = pageNav?.text ?? '';
  return (
    <>
      <Stack justifyContent="space-between" alignItems="flex-start">
        {renderTitle ? renderTitle(title) : title && <h1>{title}</h1>}
        {actions}
      </Stack>
      {subTitle ?? (pageNav?.subTitle && <p>{pageNav.subTitle}</p>)}
      {children}
    </>
  );
}
