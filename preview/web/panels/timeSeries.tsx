import { type DataFrame, type Field, FieldColorModeId, FieldType, type PanelProps } from '@grafana/data';
import {
  GraphDrawStyle,
  GraphGradientMode,
  LegendDisplayMode,
  LineInterpolation,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';
import {
  getFieldDisplayItems,
  isTooltipScrollable,
  TimeSeries,
  TooltipPlugin2,
  usePanelContext,
  VizTooltipContent,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui';
import { useMemo } from 'react';
import { definePanel } from './definePanel';
import { NoData } from './NoData';

type TimeSeriesOptions = OptionsWithLegend & OptionsWithTooltip;

/** What `TooltipPlugin2` calls hovering one series, and all of them at one time; its enum is compiled away. */
const hoverOne = 2;
const hoverAll = 1;

function TimeSeriesPanel(props: PanelProps<TimeSeriesOptions>) {
  const { data, options, fieldConfig, timeRange, timeZone, width, height, onChangeTimeRange } = props;
  const { sync, eventsScope } = usePanelContext();
  const frames = useMemo(() => graphableFrames(data.series), [data.series]);
  if (frames.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const { mode, sort, hideZeros, maxHeight, maxWidth } = options.tooltip;
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend}
      options={options}
    >
      {(config, aligned) =>
        mode !== TooltipDisplayMode.None && (
          <TooltipPlugin2
            config={config}
            hoverMode={mode === TooltipDisplayMode.Single ? hoverOne : hoverAll}
            syncMode={sync?.()}
            syncScope={eventsScope}
            queryZoom={onChangeTimeRange}
            clientZoom
            maxWidth={maxWidth}
            render={(_plot, indexes, seriesIndex, isPinned) => (
              <VizTooltipWrapper>
                <VizTooltipHeader item={timeItem(aligned.fields[0], indexes[0])} isPinned={isPinned} />
                <VizTooltipContent
                  items={getFieldDisplayItems(
                    aligned.fields,
                    aligned.fields[0],
                    indexes,
                    seriesIndex,
                    mode,
                    sort,
                    (field) => field.type === FieldType.number && !field.config.custom?.hideFrom?.tooltip,
                    hideZeros
                  )}
                  isPinned={isPinned}
                  scrollable={isTooltipScrollable({ mode, maxHeight })}
                  maxHeight={maxHeight}
                />
              </VizTooltipWrapper>
            )}
          />
        )
      }
    </TimeSeries>
  );
}

/** Frames with a time and at least one number; what can't be drawn over time is left out. */
function graphableFrames(series: DataFrame[]): DataFrame[] {
  const isGraphable = ({ type }: Field) => type === FieldType.time || type === FieldType.number;
  return series
    .filter(({ fields, length }) => length > 0 && fields.some((field) => field.type === FieldType.time))
    .map((frame) => ({ ...frame, fields: frame.fields.filter(isGraphable) }))
    .filter(({ fields }) => fields.some((field) => field.type === FieldType.number));
}

function timeItem(field: Field, index: number | null) {
  const value = field.display?.(field.values[index ?? 0]);
  return { label: '', value: value?.text ?? '' };
}

export const timeSeries = definePanel<TimeSeriesOptions>({
  id: 'timeseries',
  name: 'Time series',
  panel: TimeSeriesPanel,
  colorMode: FieldColorModeId.PaletteClassic,
  options: {
    'legend.showLegend': true,
    'legend.displayMode': LegendDisplayMode.List,
    'legend.placement': 'bottom',
    'legend.calcs': [],
    'tooltip.mode': TooltipDisplayMode.Single,
    'tooltip.sort': SortOrder.None,
    'tooltip.hideZeros': false,
  },
  fieldOptions: {
    axisBorderShow: false,
    axisCenteredZero: false,
    axisColorMode: 'text',
    axisGridShow: undefined,
    axisLabel: '',
    axisPlacement: 'auto',
    axisSoftMax: undefined,
    axisSoftMin: undefined,
    axisWidth: undefined,
    barAlignment: 0,
    barMaxWidth: undefined,
    barWidthFactor: 0.6,
    drawStyle: GraphDrawStyle.Line,
    fillBelowTo: undefined,
    fillOpacity: 0,
    gradientMode: GraphGradientMode.None,
    hideFrom: { tooltip: false, viz: false, legend: false },
    insertNulls: false,
    lineInterpolation: LineInterpolation.Linear,
    lineStyle: undefined,
    lineWidth: 1,
    pointSize: 5,
    scaleDistribution: { type: 'linear' },
    showPoints: VisibilityMode.Auto,
    spanNulls: false,
    stacking: { mode: 'none', group: 'A' },
    thresholdsStyle: { mode: 'off' },
    transform: undefined,
  },
});
