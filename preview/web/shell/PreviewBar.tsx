import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2, useTheme2 } from '@grafana/ui';
import { useThemeToggle } from './ThemeSwitch';

/** Stands on every page, so that nobody takes the preview, or a picture of it, for Grafana. */
export function PreviewBar({ version }: { version: string }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const toggle = useThemeToggle();
  return (
    <header className={styles.bar} data-testid="preview-bar">
      <span>
        <strong>Preview, not Grafana</strong>: the built plugins on Grafana&apos;s packages {version}
      </span>
      <IconButton
        name="adjust-circle"
        size="sm"
        tooltip={`Change to the ${theme.isDark ? 'light' : 'dark'} theme`}
        onClick={toggle}
      />
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    padding: theme.spacing(0.25, 2),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    background: theme.colors.warning.transparent,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
});
