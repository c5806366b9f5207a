import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { inWords, type Status } from '../statuses';

/** Config of a table's column that holds a status: the data source gives its words and its colour. */
export const STATUS_CELL: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'color-text' } };

/** An override for the column that counts a status. */
export function countOf(status: Status, properties: DynamicConfigValue[] = []) {
  return {
    matcher: { id: 'byName', options: status.value },
    properties: [
      { id: 'displayName', value: inWords(status) },
      { id: 'color', value: { mode: 'fixed', fixedColor: status.color } },
      ...properties,
    ],
  };
}
