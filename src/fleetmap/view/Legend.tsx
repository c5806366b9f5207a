import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Fill } from '../model';
import { grouping } from '../grouping';
import { plain } from '../words/summary';
import { cut } from '../words/cut';
import { swatch } from './swatch';
import { useRovingFocus } from './useRovingFocus';
import { isAlone } from './useShownFills';

interface Props {
  fills: Fill[];
  /** Nodes by fill. */
  counts: number[];
  hidden: ReadonlySet<number>;
  onIsolate(fill: number): void;
  onToggle(fill: number): void;
  onShowAll(): void;
}

/**
 * What the colours mean and how many of the nodes shown have each. As in Grafana's own legends a click shows one alone, and all
 * again; with Ctrl, Cmd or Shift it takes one out of the map or adds it.
 */
export function Legend({ fills, counts, hidden, onIsolate, onToggle, onShowAll }: Props) {
  const styles = useStyles2(getStyles);
  const { around, tabIndexOf, focusFirst } = useRovingFocus(fills.length + (hidden.size > 0 ? 1 : 0));
  const press = (event: KeyboardEvent, fill: number) => {
    // Browsers make no click of Ctrl and Enter.
    if (event.key === 'Enter' && isAppending(event)) {
      event.preventDefault();
      onToggle(fill);
    }
  };
  return (
    <div role="toolbar" aria-label="Legend" className={styles.legend} {...around}>
      {fills.map((fill, index) => {
        const isHidden = hidden.has(index);
        return (
          <button
            key={index}
            type="button"
            tabIndex={tabIndexOf(index)}
            aria-pressed={!isHidden}
            title={whatClicksDo(cut(plain(fill.text)), isHidden, isAlone(fills, hidden, index))}
            className={styles.entry}
            onClick={(event) => (isAppending(event) ? onToggle(index) : onIsolate(index))}
            onKeyDown={(event) => press(event, index)}
          >
            <span className={styles.swatch} style={swatch(fill, isHidden)} aria-hidden />
            <span className={isHidden ? styles.off : styles.text}>{cut(fill.text)}</span>
            <span className={styles.count}>{grouping(counts[index])}</span>
            {isHidden && <Icon name="eye-slash" size="sm" />}
          </button>
        );
      })}
      {hidden.size > 0 && (
        <Button
          size="sm"
          fill="text"
          tabIndex={tabIndexOf(fills.length)}
          onClick={() => {
            // The button is gone then, and the focus must not go with it.
            focusFirst();
            onShowAll();
          }}
        >
          Show all
        </Button>
      )}
    </div>
  );
}

const isAppending = ({ ctrlKey, metaKey, shiftKey }: MouseEvent | KeyboardEvent): boolean =>
  ctrlKey || metaKey || shiftKey;

function whatClicksDo(name: string, isHidden: boolean, isOnlyOne: boolean): string {
  return isOnlyOne
    ? 'Click to show all'
    : `Click to show only ${name}, Ctrl+click to ${isHidden ? 'show it, too' : 'hide it'}`;
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
