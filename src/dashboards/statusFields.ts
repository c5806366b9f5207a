import {
  MappingType,
  type DynamicConfigValue,
  type ValueMap,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Status } from '../statuses';

/** Shows a status by sign and short words in its colour, wherever its value stands in a cell. */
export function statusMapping(statuses: Status[]): ValueMapping {
  const options: ValueMap['options'] = {};
  statuses.forEach(({ value, label, short = label, sign, color }, index) => {
    options[value] = { text: `${sign} ${short}`, color, index };
  });
  return { type: MappingType.ValueToText, options };
}

/** Config of a table's column that holds a status. */
export function statusColumn(statuses: Status[]): DynamicConfigValue[] {
  return [
    { id: 'mappings', value: [statusMapping(statuses)] },
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
  ];
}

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
