import type { DataFrame } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { countBy, groupBy } from 'lodash';
import { lastValueFrom } from 'rxjs';
import { CPU } from '../dashboards/enrichments';
import { ONLINE } from '../dashboards/online';
import { isWhole } from '../datasource/progress';
import { METRIC_SOURCES } from '../join/sources/all';
import { askSource, valuesOf } from './askSource';

/** Which of a source's online nodes have CPU metrics, by the join that the dashboards use. */
export interface MetricsCheck {
  /** By account id; an account without online nodes is not in it. */
  byAccount: Map<string, Heard>;
  /** Whether the fleet and all sources of metrics answered in full: else there may be more of everything. */
  isWhole: boolean;
  /** What is missing and why, and what was asked, in the join's words. */
  notices: string[];
}

export interface Heard {
  online: number;
  heard: number;
  /** Of the heard ones, by the name of the data source that has their metrics. */
  bySource: Record<string, number>;
}

/** The data sources that can have metrics, by the variable that the dashboards' enrichments name them with. */
function metricSources() {
  return METRIC_SOURCES.map(({ variable, label, pluginId }) => ({
    variable,
    label,
    found: getDataSourceSrv().getList({ pluginId }),
  }));
}

/** How many data sources of which kind a check asks: `3 CloudWatch, 1 Prometheus`; empty where there are none. */
export function whatIsAsked(): string {
  return metricSources()
    .filter(({ found }) => found.length > 0)
    .map(({ label, found }) => `${found.length} ${label}`)
    .join(', ');
}

/** Asks the sources of metrics with the viewer's rights. Rejects where the nodes themselves can't be read. */
export async function checkMetrics(uid: string): Promise<MetricsCheck> {
  const scopedVars = Object.fromEntries(
    metricSources().map(({ variable, found }) => [variable, { value: found.map((source) => source.uid) }])
  );
  const join = {
    left: { columns: ['account', 'nodeId'], filters: [ONLINE] },
    enrichments: CPU,
    output: 'table' as const,
  };
  const [frame] = await lastValueFrom(askSource(uid, { resource: 'join', view: 'table', join }, scopedVars));
  if (!frame) {
    throw new Error('The join gave no answer');
  }
  const notices = frame.meta?.notices ?? [];
  return {
    byAccount: heardByAccount(frame),
    isWhole: isWhole(frame) && notices.every(({ severity }) => severity === 'info'),
    notices: notices.map(({ text }) => text),
  };
}

function heardByAccount(frame: DataFrame): Map<string, Heard> {
  const accounts = valuesOf(frame, 'account') as string[];
  const sources = valuesOf(frame, 'CPU source') as Array<string | null>;
  const rows = groupBy(
    accounts.map((account, row) => ({ account, source: sources[row] })),
    'account'
  );
  return new Map(
    Object.entries(rows).map(([account, ofAccount]) => {
      const heard = ofAccount.flatMap(({ source }) => source ?? []);
      return [account, { online: ofAccount.length, heard: heard.length, bySource: countBy(heard) }];
    })
  );
}
