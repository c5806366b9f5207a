import {
  type FieldDisplay,
  getFieldDisplayValues,
  type GrafanaTheme2,
  type PanelProps,
  type ReduceDataOptions,
} from '@grafana/data';

/** Options of panels that reduce each field, or each row, to one value. */
export interface SingleValueOptions {
  reduceOptions: ReduceDataOptions;
}

export const reduceDefaults = {
  'reduceOptions.values': false,
  'reduceOptions.calcs': ['lastNotNull'],
  'reduceOptions.fields': '',
  'reduceOptions.limit': undefined,
};

type Asked = Pick<PanelProps<SingleValueOptions>, 'data' | 'options' | 'fieldConfig' | 'replaceVariables' | 'timeZone'>;

export function getSingleValues(
  { data, options, fieldConfig, replaceVariables, timeZone }: Asked,
  theme: GrafanaTheme2,
  sparkline = false
): FieldDisplay[] {
  const { reduceOptions } = options;
  return getFieldDisplayValues({
    data: data.series,
    reduceOptions,
    fieldConfig,
    replaceVariables,
    theme,
    timeZone,
    sparkline,
  });
}
