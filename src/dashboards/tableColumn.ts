import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/** An override for one column of a table: what it is called and how wide it is, in pixels. */
export function column(name: string, title: string, width: number, properties: DynamicConfigValue[] = []) {
  return {
    matcher: { id: 'byName', options: name },
    properties: [{ id: 'displayName', value: title }, { id: 'custom.width', value: width }, ...properties],
  };
}

/** A column that others need, for a link say, and no reader. */
export function hiddenColumn(name: string) {
  return { matcher: { id: 'byName', options: name }, properties: [{ id: 'custom.hidden', value: true }] };
}

/** A column for long texts: at least so wide, and what room is left. */
export function wideColumn(name: string, title: string, minWidth: number, properties: DynamicConfigValue[] = []) {
  return {
    matcher: { id: 'byName', options: name },
    properties: [{ id: 'displayName', value: title }, { id: 'custom.minWidth', value: minWidth }, ...properties],
  };
}
