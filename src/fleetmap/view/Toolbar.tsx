import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterInput, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { grouping, nodes } from '../words/summary';
import { Path } from './Path';
import type { useMapState } from './useMapState';

interface Props {
  state: ReturnType<typeof useMapState>;
  showSearch: boolean;
  mode: 'map' | 'table';
  onMode(mode: 'map' | 'table'): void;
  /** All nodes. */
  total: number;
}

const MODES = [
  { value: 'map', label: 'Map' },
  { value: 'table', label: 'Table' },
] as const;

/** Above the map: search, the way back from a zoomed group, and the same nodes as a table. */
export function Toolbar({ state, showSearch, mode, onMode, total }: Props) {
  const styles = useStyles2(getStyles);
  const { search, setSearch, found, zoom, setZoom } = state;
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
          />
        </div>
      )}
      {found && (
        <span className={styles.found}>
          {found.matched === 0 ? 'No node matches' : `${grouping(found.matched)} of ${nodes(total)}`}
        </span>
      )}
      {zoom !== null && mode === 'map' && (
        <Path
          path={JSON.parse(zoom) as string[]}
          onZoom={(path) => setZoom(path.length > 0 ? JSON.stringify(path) : null)}
        />
      )}
      <div className={styles.modes}>
        <RadioButtonGroup size="sm" aria-label="Shown as" options={[...MODES]} value={mode} onChange={onMode} />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), flex: 'none' }),
  search: css({ width: 200, minWidth: 80 }),
  found: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  modes: css({ marginLeft: 'auto' }),
});
