import {
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  type PanelProps,
  type VizOrientation,
} from '@grafana/data';
import type { PercentChangeColorMode, VizTextDisplayOptions } from '@grafana/schema';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  DataLinksContextMenu,
  useTheme2,
  VizRepeater,
} from '@grafana/ui';
import { definePanel } from './definePanel';
import { isEmpty, NoData } from './NoData';
import { getSingleValues, reduceDefaults, type SingleValueOptions } from './singleValues';

interface StatOptions extends SingleValueOptions {
  colorMode: BigValueColorMode;
  graphMode: BigValueGraphMode;
  justifyMode: BigValueJustifyMode;
  textMode: BigValueTextMode;
  orientation: VizOrientation;
  wideLayout: boolean;
  text?: VizTextDisplayOptions;
  percentChangeColorMode?: PercentChangeColorMode;
}

function StatPanel(props: PanelProps<StatOptions>) {
  const { data, options, fieldConfig, title, timeRange, width, height, renderCounter } = props;
  const theme = useTheme2();
  if (isEmpty(data)) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const isNamed = options.textMode === BigValueTextMode.Auto && (fieldConfig.defaults.displayName || !title);
  const textMode = isNamed ? BigValueTextMode.ValueAndName : options.textMode;
  return (
    <VizRepeater<FieldDisplay, ReturnType<typeof getDisplayValueAlignmentFactors>>
      source={data}
      getValues={() => getSingleValues(props, theme, options.graphMode !== BigValueGraphMode.None)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      width={width}
      height={height}
      orientation={options.orientation}
      autoGrid
      itemSpacing={3}
      renderCounter={renderCounter}
      renderValue={({ value: { display, sparkline, hasLinks, getLinks }, ...cell }) => {
        const big = (menu: { openMenu?: never; targetClassName?: string }) => (
          <BigValue
            value={display}
            sparkline={sparkline && { ...sparkline, timeRange }}
            count={cell.count}
            alignmentFactors={cell.alignmentFactors}
            width={cell.width}
            height={cell.height}
            colorMode={options.colorMode}
            graphMode={options.graphMode}
            justifyMode={options.justifyMode}
            textMode={textMode}
            text={options.text}
            disableWideLayout={!options.wideLayout}
            percentChangeColorMode={options.percentChangeColorMode}
            hasLinks={hasLinks}
            onClick={menu.openMenu}
            className={menu.targetClassName}
            theme={theme}
          />
        );
        return hasLinks && getLinks ? (
          <DataLinksContextMenu links={getLinks}>{(menu) => big(menu as never)}</DataLinksContextMenu>
        ) : (
          big({})
        );
      }}
    />
  );
}

export const stat = definePanel<StatOptions>({
  id: 'stat',
  name: 'Stat',
  panel: StatPanel,
  options: {
    ...reduceDefaults,
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.Area,
    justifyMode: BigValueJustifyMode.Auto,
    textMode: BigValueTextMode.Auto,
    orientation: 'auto',
    wideLayout: true,
    text: undefined,
    percentChangeColorMode: 'standard',
  },
});
