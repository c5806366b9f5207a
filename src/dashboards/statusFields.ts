import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Status } from '../statuses';

/** Config of a table's column that holds a status: the data source gives its words and its colour. */
export const STATUS_CELL: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'color-text' } };

/** An override for the column that counts a status. */
export function countOf({ value, label, sign, color }: Status, properties: DynamicConfigValue[] = []) {
  return {
    matcher: { id: 'byName', options: value },
    properties: [
      { id: 'displayName', value: `${sign} ${label}` },
      { id: 'color', value: { mode: 'fixed', fixedColor: color } },
      ...properties,
    ],
  };
}
