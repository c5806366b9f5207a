import type { PanelProps } from '@grafana/data';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  type VizTextDisplayOptions,
} from '@grafana/schema';
import { BarGauge, useTheme2 } from '@grafana/ui';
import { definePanel } from './definePanel';
import { singleValueDefaults, type SingleValueOptions, SingleValues } from './SingleValues';

interface BarGaugeOptions extends SingleValueOptions {
  displayMode: BarGaugeDisplayMode;
  valueMode: BarGaugeValueMode;
  namePlacement: BarGaugeNamePlacement;
  showUnfilled: boolean;
  minVizWidth: number;
  minVizHeight: number;
  maxVizHeight: number;
  text?: VizTextDisplayOptions;
}

function BarGaugePanel(props: PanelProps<BarGaugeOptions>) {
  const { options, fieldConfig, height: panelHeight } = props;
  const { minVizWidth, minVizHeight, maxVizHeight } = options;
  const theme = useTheme2();
  const itemSpacing = options.displayMode === BarGaugeDisplayMode.Lcd ? 2 : 10;
  return (
    <SingleValues panel={props} layout={{ itemSpacing, minVizWidth, minVizHeight, maxVizHeight }}>
      {({ value: { field, display, view, colIndex }, count, alignmentFactors, width, height, orientation }, menu) => {
        // The panel's title already names a single value.
        const isUnnamed = count === 1 && !fieldConfig.defaults.displayName;
        return (
          <BarGauge
            value={isUnnamed ? { ...display, title: undefined } : display}
            field={field}
            display={colIndex === undefined ? undefined : view?.getFieldDisplayProcessor(colIndex)}
            alignmentFactors={count > 1 ? alignmentFactors : undefined}
            width={width}
            height={height}
            orientation={orientation}
            displayMode={options.displayMode}
            valueDisplayMode={options.valueMode}
            namePlacement={options.namePlacement}
            showUnfilled={options.showUnfilled}
            text={options.text}
            itemSpacing={itemSpacing}
            isOverflow={(height + itemSpacing) * count - itemSpacing > panelHeight}
            theme={theme}
            {...menu}
          />
        );
      }}
    </SingleValues>
  );
}

export const barGauge = definePanel<BarGaugeOptions>({
  id: 'bargauge',
  name: 'Bar gauge',
  panel: BarGaugePanel,
  options: {
    ...singleValueDefaults,
    displayMode: BarGaugeDisplayMode.Gradient,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Auto,
    showUnfilled: true,
    minVizWidth: 8,
    minVizHeight: 16,
    maxVizHeight: 300,
    text: undefined,
  },
});
