import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Toggletip, useStyles2 } from '@grafana/ui';
import { cut } from '../words/cut';

/** Everything that is missing or other than it was asked for: the first in a line, all of them on a click. */
export function Remarks({ remarks }: { remarks: string[] }) {
  const styles = useStyles2(getStyles);
  const [first, ...others] = remarks;
  return (
    <Toggletip
      title="About this map"
      content={
        <ul className={styles.list}>
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      }
    >
      <button type="button" className={styles.line}>
        <Icon name="info-circle" />
        <span className={styles.first}>{cut(first)}</span>
        {others.length > 0 && <span className={styles.more}>and {others.length} more</span>}
      </button>
    </Toggletip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, paddingLeft: theme.spacing(2), maxHeight: 240, overflow: 'auto', overflowWrap: 'anywhere' }),
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
    minHeight: 24,
    maxWidth: '100%',
    padding: 0,
    border: 'none',
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  first: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  more: css({ flex: 'none' }),
});
