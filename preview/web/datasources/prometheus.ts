import {
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceJsonData,
  getDefaultTimeRange,
  type MetricFindValue,
  rangeUtil,
  type ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { map, type Observable } from 'rxjs';
import { framesToTable } from './framesToTable';

interface PrometheusQuery extends DataQuery {
  expr: string;
  format?: 'time_series' | 'table' | 'heatmap';
  legendFormat?: string;
  interval?: string;
  [field: string]: unknown;
}

/** Sends queries as the browser part of Grafana 12.3.0's Prometheus source does. */
export class PrometheusDataSource extends DataSourceWithBackend<PrometheusQuery, DataSourceJsonData> {
  override filterQuery({ hide, expr }: PrometheusQuery) {
    return !hide && Boolean(expr);
  }

  override query(request: DataQueryRequest<PrometheusQuery>): Observable<DataQueryResponse> {
    const tables = request.targets.filter(({ format }) => format === 'table').map(({ refId }) => refId);
    return super.query(request).pipe(
      map((response) => ({
        ...response,
        data: [
          ...response.data.filter(({ refId }) => !tables.includes(refId)),
          // Grafana's server part gives series whatever the format; the table is made in the browser.
          ...tables.map((refId) => framesToTable(response.data, refId, tables.length > 1)),
        ],
      }))
    );
  }

  override applyTemplateVariables(query: PrometheusQuery, scopedVars: ScopedVars): PrometheusQuery {
    // The server part works the step out, and these with it.
    const variables = {
      ...scopedVars,
      __interval: { value: '$__interval' },
      __interval_ms: { value: '$__interval_ms' },
    };
    const { expr, legendFormat, interval } = query;
    return {
      ...query,
      expr: getTemplateSrv().replace(expr, variables, asRegex),
      legendFormat: getTemplateSrv().replace(legendFormat, scopedVars),
      interval: getTemplateSrv().replace(interval, scopedVars),
      utcOffsetSec: -new Date().getTimezoneOffset() * 60,
    };
  }

  /** `label_values([metric,] label)`, the only function of Prometheus variables that the preview has. */
  override async metricFindQuery(
    query: string | { query: string },
    options?: { scopedVars?: ScopedVars }
  ): Promise<MetricFindValue[]> {
    const asked = getTemplateSrv().replace(typeof query === 'string' ? query : query.query, options?.scopedVars);
    const [, metric, label] = /^label_values\((?:(.+),\s*)?([^,\s]+)\)\s*$/.exec(asked) ?? [];
    if (!label) {
      throw new Error(`The preview's Prometheus source knows label_values(metric, label) only, not: ${asked}`);
    }
    const { from, to } = rangeUtil.convertRawToRange(getDefaultTimeRange().raw);
    const params = { start: from.unix(), end: to.unix(), ...(metric && { 'match[]': metric }) };
    const { data } = await this.getResource<{ data: string[] }>(`api/v1/label/${label}/values`, params);
    return data.map((text) => ({ text }));
  }
}

/** One value stands as it is, with quotes escaped; several become an alternative for `=~`. */
function asRegex(value: string | string[]): string {
  const escape = (text: string) => text.replace(/\\/g, '\\\\').replace(/[$^*{}[\]'+?.()|]/g, '\\\\$&');
  return Array.isArray(value)
    ? `(${value.map(escape).join('|')})`
    : value.replace(/\\/g, '\\\\').replace(/'/g, "\\\\'");
}
