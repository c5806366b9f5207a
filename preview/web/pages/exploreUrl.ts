import { urlUtil } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

/** What one pane of Explore shows. `datasource` is a uid. */
export interface ExplorePane {
  datasource: string;
  queries: DataQuery[];
  range?: { from: string; to: string };
}

/** Grafana's address of Explore, with one pane. */
export function exploreUrl(pane: ExplorePane): string {
  return urlUtil.renderUrl('/explore', { schemaVersion: 1, panes: JSON.stringify({ a: pane }) });
}

/** The first pane of such an address; undefined where there is none that can be read. */
export function parseExploreUrl(search: string): ExplorePane | undefined {
  try {
    const panes: Record<string, ExplorePane> = JSON.parse(new URLSearchParams(search).get('panes') ?? '{}');
    return Object.values(panes)[0];
  } catch {
    return undefined;
  }
}
