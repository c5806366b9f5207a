import { type FieldDisplay, getDisplayValueAlignmentFactors, type PanelProps, VizOrientation } from '@grafana/data';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  type VizTextDisplayOptions,
} from '@grafana/schema';
import { BarGauge, DataLinksContextMenu, useTheme2, VizRepeater } from '@grafana/ui';
import { definePanel } from './definePanel';
import { isEmpty, NoData } from './NoData';
import { getSingleValues, reduceDefaults, type SingleValueOptions } from './singleValues';

interface BarGaugeOptions extends SingleValueOptions {
  displayMode: BarGaugeDisplayMode;
  valueMode: BarGaugeValueMode;
  namePlacement: BarGaugeNamePlacement;
  orientation: VizOrientation;
  showUnfilled: boolean;
  minVizWidth: number;
  minVizHeight: number;
  maxVizHeight: number;
  text?: VizTextDisplayOptions;
}

function BarGaugePanel(props: PanelProps<BarGaugeOptions>) {
  const { data, options, fieldConfig, width, height, renderCounter } = props;
  const theme = useTheme2();
  if (isEmpty(data)) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const itemSpacing = options.displayMode === BarGaugeDisplayMode.Lcd ? 2 : 10;
  return (
    <VizRepeater<FieldDisplay, ReturnType<typeof getDisplayValueAlignmentFactors>>
      source={data}
      getValues={() => getSingleValues(props, theme)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      width={width}
      height={height}
      orientation={options.orientation}
      minVizWidth={options.minVizWidth}
      minVizHeight={options.minVizHeight}
      maxVizHeight={options.maxVizHeight}
      itemSpacing={itemSpacing}
      renderCounter={renderCounter}
      renderValue={({ value: { field, display, view, colIndex, hasLinks, getLinks }, ...cell }) => {
        // The panel's title already names a single value.
        const isUnnamed = cell.count === 1 && !fieldConfig.defaults.displayName;
        const bar = (menu: { openMenu?: never; targetClassName?: string }) => (
          <BarGauge
            value={isUnnamed ? { ...display, title: undefined } : display}
            field={field}
            display={colIndex === undefined ? undefined : view?.getFieldDisplayProcessor(colIndex)}
            alignmentFactors={cell.count > 1 ? cell.alignmentFactors : undefined}
            width={cell.width}
            height={cell.height}
            orientation={cell.orientation}
            displayMode={options.displayMode}
            valueDisplayMode={options.valueMode}
            namePlacement={options.namePlacement}
            showUnfilled={options.showUnfilled}
            text={options.text}
            itemSpacing={itemSpacing}
            isOverflow={(cell.height + itemSpacing) * cell.count - itemSpacing > height}
            onClick={menu.openMenu}
            className={menu.targetClassName}
            theme={theme}
          />
        );
        return hasLinks && getLinks ? (
          <DataLinksContextMenu links={getLinks}>{(menu) => bar(menu as never)}</DataLinksContextMenu>
        ) : (
          bar({})
        );
      }}
    />
  );
}

export const barGauge = definePanel<BarGaugeOptions>({
  id: 'bargauge',
  name: 'Bar gauge',
  panel: BarGaugePanel,
  options: {
    ...reduceDefaults,
    displayMode: BarGaugeDisplayMode.Gradient,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Auto,
    orientation: VizOrientation.Auto,
    showUnfilled: true,
    minVizWidth: 8,
    minVizHeight: 16,
    maxVizHeight: 300,
    text: undefined,
  },
});
