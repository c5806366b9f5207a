import type { PanelPlugin } from '@grafana/data';
import { barGauge } from './barGauge';
import { stat } from './stat';
import { table } from './table';
import { text } from './text';
import { timeSeries } from './timeSeries';

/** Grafana's core panels that the preview stands in for, by plugin id. */
export const standInPanels: Record<string, PanelPlugin> = Object.fromEntries(
  [table, stat, barGauge, timeSeries, text].map((plugin) => [plugin.meta.id, plugin as PanelPlugin])
);
