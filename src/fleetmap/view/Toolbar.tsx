import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterInput, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { grouping } from '../grouping';
import { nodes } from '../words/summary';
import { Path } from './Path';
import { Remarks } from './Remarks';
import type { useMapState } from './useMapState';

interface Props {
  state: Pick<ReturnType<typeof useMapState>, 'search' | 'setSearch' | 'found' | 'path' | 'setZoom'>;
  showSearch: boolean;
  /** The reader wants to go to what was found. */
  onGo(): void;
  choices: ReactNode;
  mode: 'map' | 'table';
  onMode(mode: 'map' | 'table'): void;
  /** The nodes that are shown. */
  total: number;
  remarks: string[];
}

const MODES = [
  { value: 'map', label: 'Map' },
  { value: 'table', label: 'Table' },
] as const;

/**
 * Above the map: search, the viewer's choices, the way back from a zoomed group, what there is to remark, and the same nodes as a table. Remarks
 * come and go with the answers, so they have a place here that is always there: a line of their own would move every node.
 */
export function Toolbar({ state, showSearch, onGo, choices, mode, onMode, total, remarks }: Props) {
  const styles = useStyles2(getStyles);
  const { search, setSearch, found, path, setZoom } = state;
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      // Else the key would also press what it leads the focus to.
      event.preventDefault();
      onGo();
    }
  };
  return (
    <div className={styles.bar}>
      {showSearch && (
        <div className={styles.search}>
          <FilterInput
            escapeRegex={false}
            placeholder="Search nodes"
            aria-label="Search nodes"
            value={search}
            onChange={setSearch}
            onKeyDown={press}
          />
        </div>
      )}
      {choices}
      {found && (
        <span className={styles.found}>
          {found.matched === 0 ? 'No node matches' : `${grouping(found.matched)} of ${nodes(total)}`}
        </span>
      )}
      {path.length > 0 && <Path path={path} onZoom={(to) => setZoom(to.length > 0 ? JSON.stringify(to) : null)} />}
      <div className={styles.remarks}>{remarks.length > 0 && <Remarks remarks={remarks} />}</div>
      <div className={styles.modes}>
        <RadioButtonGroup size="sm" aria-label="Shown as" options={[...MODES]} value={mode} onChange={onMode} />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flex: 'none',
    containerType: 'inline-size',
  }),
  search: css({ width: 200, minWidth: 80, flexShrink: 3 }),
  found: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  remarks: css({ display: 'flex', justifyContent: 'flex-end', flex: '1 1 0', '&:not(:empty)': { minWidth: 48 } }),
  modes: css({ flex: 'none' }),
});
