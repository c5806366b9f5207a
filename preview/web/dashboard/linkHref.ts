import { textUtil } from '@grafana/data';
import type { DashboardLink } from '@grafana/schema';
import { sceneGraph, type SceneObject } from '@grafana/scenes';

/** Address of a link, with the time range and the variables' values where the link takes them along. */
export function linkHref(from: SceneObject, { url = '', keepTime, includeVars }: DashboardLink): string {
  const taken = [keepTime && '${__url_time_range}', includeVars && '${__all_variables}'].filter(Boolean).join('&');
  const template = taken ? `${url}${url.includes('?') ? '&' : '?'}${taken}` : url;
  return textUtil.sanitizeUrl(sceneGraph.interpolate(from, template));
}
