import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { Fill } from '../model';
import { grouping } from '../grouping';
import { plain } from '../words/summary';
import { cut } from '../words/cut';
import { swatch } from './swatch';

interface Props {
  fills: Fill[];
  /** Nodes by fill. */
  counts: number[];
  hidden: ReadonlySet<number>;
  onToggle(fill: number): void;
  onShowAll(): void;
}

/** What the colours mean and how many of the nodes shown have each; a click takes them out of the map or brings them back. */
export function Legend({ fills, counts, hidden, onToggle, onShowAll }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label="Legend" className={styles.legend}>
      {fills.map((fill, index) => {
        const isHidden = hidden.has(index);
        return (
          <button
            key={index}
            type="button"
            aria-pressed={!isHidden}
            title={`${isHidden ? 'Show' : 'Hide'} ${cut(plain(fill.text))}`}
            className={styles.entry}
            onClick={() => onToggle(index)}
          >
            <span className={styles.swatch} style={swatch(fill, isHidden)} aria-hidden />
            <span className={isHidden ? styles.off : styles.text}>{cut(fill.text)}</span>
            <span className={styles.count}>{grouping(counts[index])}</span>
            {isHidden && <Icon name="eye-slash" size="sm" />}
          </button>
        );
      })}
      {hidden.size > 0 && (
        <Button size="sm" fill="text" onClick={onShowAll}>
          Show all
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const text = { overflow: 'hidden', textOverflow: 'ellipsis' };
  return {
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
      maxWidth: '100%',
      padding: theme.spacing(0, 0.75),
      border: 'none',
      borderRadius: theme.shape.radius.default,
      background: 'transparent',
      color: theme.colors.text.primary,
      fontSize: theme.typography.bodySmall.fontSize,
      whiteSpace: 'nowrap',
      // On the background of what is pointed at, weaker text would have too little contrast.
      '&:hover': { background: theme.colors.action.hover, '& > *': { color: theme.colors.text.primary } },
    }),
    swatch: css({ flex: 'none', width: 12, height: 12, border: '1px solid', borderRadius: 2 }),
    text: css(text),
    off: css({ ...text, textDecoration: 'line-through', color: theme.colors.text.secondary }),
    count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  };
};
