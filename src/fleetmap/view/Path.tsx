import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { cut } from '../words/cut';

interface Props {
  /** Names of the groups on the way to the one that is shown. */
  path: string[];
  onZoom(path: string[]): void;
}

/** The way back from a group that is shown alone. */
export function Path({ path, onZoom }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <nav aria-label="Groups" className={styles.path}>
      {['All nodes', ...path].map((name, depth) => (
        <span key={depth} className={styles.step}>
          {depth > 0 && <Icon name="angle-right" />}
          {depth < path.length ? (
            <Button size="sm" fill="text" onClick={() => onZoom(path.slice(0, depth))}>
              {cut(name)}
            </Button>
          ) : (
            <span aria-current="location" className={styles.name}>
              {cut(name)}
            </span>
          )}
        </span>
      ))}
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  path: css({ display: 'flex', alignItems: 'center', minWidth: 0, whiteSpace: 'nowrap' }),
  step: css({
    display: 'inline-flex',
    alignItems: 'center',
    minWidth: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    '& > button': { minWidth: 0 },
  }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', padding: theme.spacing(0, 1) }),
});
