import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Fill } from '../model';
import { grouping } from '../words/summary';
import { cut } from './cut';
import { swatch } from './swatch';

interface Props {
  fills: Fill[];
  /** Nodes by fill. */
  counts: number[];
  hidden: ReadonlySet<number>;
  onToggle(fill: number): void;
  onShowAll(): void;
}

/** What the colours mean and how many nodes have each; a click takes them out of the map or brings them back. */
export function Legend({ fills, counts, hidden, onToggle, onShowAll }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label="Legend" className={styles.legend}>
      {fills.map((fill, index) => (
        <button
          key={`${fill.text} ${fill.color}`}
          type="button"
          aria-pressed={!hidden.has(index)}
          title={hidden.has(index) ? 'Show' : 'Hide'}
          className={styles.entry}
          onClick={() => onToggle(index)}
        >
          <span className={styles.swatch} style={swatch(fill)} aria-hidden />
          <span className={hidden.has(index) ? styles.off : undefined}>{cut(fill.text)}</span>
          <span className={styles.count}>{grouping(counts[index])}</span>
        </button>
      ))}
      {hidden.size > 0 && (
        <Button size="sm" fill="text" onClick={onShowAll}>
          Show all
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 0.5),
    maxHeight: 72,
    overflowY: 'auto',
    flex: 'none',
  }),
  entry: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minHeight: 24,
    padding: theme.spacing(0, 0.75),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover },
  }),
  swatch: css({ width: 12, height: 12, border: '1px solid', borderRadius: 2, forcedColorAdjust: 'none' }),
  off: css({ textDecoration: 'line-through', color: theme.colors.text.secondary }),
  count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
