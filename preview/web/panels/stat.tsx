import type { PanelProps } from '@grafana/data';
import type { PercentChangeColorMode, VizTextDisplayOptions } from '@grafana/schema';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  useTheme2,
} from '@grafana/ui';
import { definePanel } from './definePanel';
import { singleValueDefaults, type SingleValueOptions, SingleValues } from './SingleValues';

interface StatOptions extends SingleValueOptions {
  colorMode: BigValueColorMode;
  graphMode: BigValueGraphMode;
  justifyMode: BigValueJustifyMode;
  textMode: BigValueTextMode;
  wideLayout: boolean;
  text?: VizTextDisplayOptions;
  percentChangeColorMode?: PercentChangeColorMode;
}

const layout = { autoGrid: true, itemSpacing: 3 };

function StatPanel(props: PanelProps<StatOptions>) {
  const { options, fieldConfig, title, timeRange } = props;
  const theme = useTheme2();
  const isNamed = options.textMode === BigValueTextMode.Auto && (fieldConfig.defaults.displayName || !title);
  return (
    <SingleValues panel={props} sparkline={options.graphMode !== BigValueGraphMode.None} layout={layout}>
      {({ value: { display, sparkline, hasLinks }, count, alignmentFactors, width, height }, menu) => (
        <BigValue
          value={display}
          sparkline={sparkline && { ...sparkline, timeRange }}
          count={count}
          alignmentFactors={alignmentFactors}
          width={width}
          height={height}
          colorMode={options.colorMode}
          graphMode={options.graphMode}
          justifyMode={options.justifyMode}
          textMode={isNamed ? BigValueTextMode.ValueAndName : options.textMode}
          text={options.text}
          disableWideLayout={!options.wideLayout}
          percentChangeColorMode={options.percentChangeColorMode}
          hasLinks={hasLinks}
          theme={theme}
          {...menu}
        />
      )}
    </SingleValues>
  );
}

export const stat = definePanel<StatOptions>({
  id: 'stat',
  name: 'Stat',
  panel: StatPanel,
  options: {
    ...singleValueDefaults,
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.Area,
    justifyMode: BigValueJustifyMode.Auto,
    textMode: BigValueTextMode.Auto,
    wideLayout: true,
    text: undefined,
    percentChangeColorMode: 'standard',
  },
});
