import { cacheFieldDisplayNames, type DataFrame, getFrameDisplayName, type PanelProps } from '@grafana/data';
import { type TableCellHeight, TableCellDisplayMode } from '@grafana/schema';
import { Combobox, type TableSortByFieldState, useTheme2, usePanelContext } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { useMemo } from 'react';
import { definePanel } from './definePanel';
import { isEmpty, NoData } from './NoData';

interface TableOptions {
  frameIndex: number;
  showHeader: boolean;
  showTypeIcons: boolean;
  sortBy?: TableSortByFieldState[];
  cellHeight?: TableCellHeight;
  enablePagination?: boolean;
  maxRowHeight?: number;
  frozenColumns?: { left?: number };
}

function TablePanel(props: PanelProps<TableOptions>) {
  const { data, width, height, options, fieldConfig, timeRange, transparent, onOptionsChange } = props;
  const theme = useTheme2();
  const { onAddAdHocFilter } = usePanelContext();
  // Column matchers and sorting go by display names, which are worked out over all frames of the answer.
  useMemo(() => cacheFieldDisplayNames(data.series), [data.series]);
  const chosen = data.series[options.frameIndex] ?? data.series[0];
  const visible = useMemo(() => chosen && hideFields(chosen), [chosen]);
  if (isEmpty(data)) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const hasChoice = data.series.length > 1;
  const pickerHeight = theme.spacing.gridSize * (theme.components.height.md + 1);
  return (
    <>
      <TableNG
        data={visible}
        width={width}
        height={hasChoice ? height - pickerHeight : height}
        noHeader={!options.showHeader}
        showTypeIcons={options.showTypeIcons}
        resizable
        sortBy={options.sortBy}
        sortByBehavior="initial"
        onCellFilterAdded={onAddAdHocFilter}
        frozenColumns={options.frozenColumns?.left}
        enablePagination={options.enablePagination}
        cellHeight={options.cellHeight}
        maxRowHeight={options.maxRowHeight}
        timeRange={timeRange}
        fieldConfig={fieldConfig}
        structureRev={data.structureRev}
        transparent={transparent}
      />
      {hasChoice && (
        <Combobox
          options={data.series.map((series, index) => ({ label: getFrameDisplayName(series, index), value: index }))}
          value={data.series.indexOf(chosen)}
          onChange={({ value }) => onOptionsChange({ ...options, frameIndex: value })}
        />
      )}
    </>
  );
}

/** Dashboards of Grafana 12 hide a column by `hidden`, which Grafana 13 moves to `hideFrom` when it opens them. */
function hideFields(frame: DataFrame): DataFrame {
  const fields = frame.fields.map((field) =>
    field.config.custom?.hidden
      ? { ...field, config: { ...field.config, custom: { ...field.config.custom, hideFrom: { viz: true } } } }
      : field
  );
  return { ...frame, fields };
}

export const table = definePanel<TableOptions>({
  id: 'table',
  name: 'Table',
  panel: TablePanel,
  noPadding: true,
  options: {
    frameIndex: 0,
    showHeader: true,
    showTypeIcons: false,
    sortBy: undefined,
    cellHeight: 'sm',
    enablePagination: false,
    maxRowHeight: undefined,
    frozenColumns: undefined,
  },
  fieldOptions: {
    align: 'auto',
    cellOptions: { type: TableCellDisplayMode.Auto },
    filterable: undefined,
    footer: { reducers: [] },
    hidden: false,
    hideFrom: undefined,
    inspect: false,
    minWidth: undefined,
    width: undefined,
    wrapHeaderText: undefined,
    wrapText: undefined,
  },
});
