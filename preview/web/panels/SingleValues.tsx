import {
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  type PanelProps,
  type ReduceDataOptions,
  type VizOrientation,
} from '@grafana/data';
import { DataLinksContextMenu, useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import type { ComponentProps, JSX } from 'react';
import { isEmpty, NoData } from './NoData';

/** Options of panels that reduce each field, or each row, to one value. */
export interface SingleValueOptions {
  reduceOptions: ReduceDataOptions;
  orientation: VizOrientation;
}

export const singleValueDefaults = {
  'reduceOptions.values': false,
  'reduceOptions.calcs': ['lastNotNull'],
  'reduceOptions.fields': '',
  'reduceOptions.limit': undefined,
  orientation: 'auto',
};

type Cell = VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>;
type Menu = Pick<ComponentProps<'div'>, 'onClick' | 'className'>;
type Layout = Partial<ComponentProps<typeof VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>>>;

type Shown = Omit<PanelProps<SingleValueOptions>, 'onOptionsChange'>;

interface Props {
  panel: Shown;
  sparkline?: boolean;
  layout: Layout;
  /** Renders one value; `menu` opens its data links. */
  children: (cell: Cell, menu: Menu) => JSX.Element;
}

/** The values of a panel side by side, each with its data links. */
export function SingleValues({ panel, sparkline, layout, children }: Props) {
  const { data, options, fieldConfig, replaceVariables, timeZone, width, height, renderCounter } = panel;
  const { reduceOptions, orientation } = options;
  const theme = useTheme2();
  if (isEmpty(data)) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const getValues = () =>
    getFieldDisplayValues({
      data: data.series,
      reduceOptions,
      fieldConfig,
      replaceVariables,
      theme,
      timeZone,
      sparkline,
    });
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      {...layout}
      source={data}
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      width={width}
      height={height}
      orientation={orientation}
      renderCounter={renderCounter}
      renderValue={(cell) =>
        cell.value.hasLinks && cell.value.getLinks ? (
          <DataLinksContextMenu links={cell.value.getLinks}>
            {({ openMenu, targetClassName }) => children(cell, { onClick: openMenu, className: targetClassName })}
          </DataLinksContextMenu>
        ) : (
          children(cell, {})
        )
      }
    />
  );
}
