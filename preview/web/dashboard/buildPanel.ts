import type { DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { Panel } from '@grafana/schema';
import { SceneDataTransformer, type SceneDataQuery, SceneQueryRunner, SceneTimeRange, VizPanel } from '@grafana/scenes';
import { extendPanelContext } from './extendPanelContext';
import { PanelLinks } from './PanelLinks';

export function buildPanel(panel: Panel): VizPanel {
  const {
    id,
    type,
    title = '',
    description,
    options,
    fieldConfig,
    pluginVersion,
    transparent,
    timeFrom,
    links,
  } = panel;
  return new VizPanel({
    key: `panel-${id}`,
    pluginId: type,
    pluginVersion,
    title,
    description,
    options: options ?? {},
    fieldConfig: (fieldConfig as FieldConfigSource) ?? { defaults: {}, overrides: [] },
    displayMode: transparent ? 'transparent' : 'default',
    // As in Grafana: a panel without title has no header line, so that its content gets the height.
    hoverHeader: title === '',
    titleItems: links?.length ? [new PanelLinks({ links })] : undefined,
    $timeRange: timeFrom ? new SceneTimeRange({ from: `now-${timeFrom}`, to: 'now' }) : undefined,
    $data: buildData(panel),
    extendPanelContext,
  });
}

function buildData({ targets = [], datasource, transformations = [], interval, maxDataPoints }: Panel) {
  if (targets.length === 0) {
    return undefined;
  }
  const queries = new SceneQueryRunner({
    queries: targets as unknown as SceneDataQuery[],
    datasource,
    minInterval: interval,
    maxDataPoints,
    maxDataPointsFromWidth: true,
  });
  return new SceneDataTransformer({ $data: queries, transformations: transformations as DataTransformerConfig[] });
}
