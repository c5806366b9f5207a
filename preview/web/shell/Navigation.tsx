import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, PluginIncludeType } from '@grafana/data';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router-dom';
import type { Boot } from '../boot';

interface NavItem {
  text: string;
  url: string;
  icon?: IconName;
}

export function Navigation({ boot }: { boot: Boot }) {
  const styles = useStyles2(getStyles);
  return (
    <nav className={styles.nav} aria-label="Navigation">
      <Section
        title="Dashboards"
        items={boot.dashboards.map(({ uid, title }) => ({ text: title, url: `/d/${uid}`, icon: 'apps' }))}
      />
      {Object.values(boot.apps).map((app) => (
        <Section key={app.id} title={app.name} items={pagesOf(app)} />
      ))}
      <Section
        title="Data"
        items={[
          { text: 'Explore', url: '/explore', icon: 'compass' },
          { text: 'Data sources', url: '/connections/datasources', icon: 'database' },
        ]}
      />
    </nav>
  );
}

function Section({ title, items }: { title: string; items: NavItem[] }) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  return items.length === 0 ? null : (
    <>
      <div className={styles.title}>{title}</div>
      {items.map(({ text, url, icon = 'document-info' }) => {
        const isActive = pathname === url || pathname.startsWith(`${url}/`);
        return (
          <a
            key={url}
            href={url}
            className={cx(styles.item, isActive && styles.active)}
            aria-current={isActive ? 'page' : undefined}
          >
            <Icon name={icon} /> {text}
          </a>
        );
      })}
    </>
  );
}

function pagesOf({ includes = [], id }: Boot['apps'][string]): NavItem[] {
  return includes
    .filter(({ type, addToNav, path }) => type === PluginIncludeType.page && addToNav && path)
    .map(({ name, path }) => ({ text: name, url: path!.replace('%PLUGIN_ID%', id) }));
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({
    width: theme.spacing(26),
    flexShrink: 0,
    overflow: 'auto',
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  title: css({
    padding: theme.spacing(2, 1, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  item: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover },
  }),
  active: css({ background: theme.colors.action.selected, fontWeight: theme.typography.fontWeightMedium }),
});
