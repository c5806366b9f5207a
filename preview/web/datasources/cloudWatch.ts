import {
  type DataQuery,
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  type ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { interpolateDeep } from './interpolateDeep';

interface CloudWatchQuery extends DataQuery {
  id?: string;
  queryMode?: string;
  region?: string;
  dimensions?: Record<string, string | string[]>;
  [field: string]: unknown;
}

interface CloudWatchSettings extends DataSourceJsonData {
  defaultRegion?: string;
}

/** Sends metric queries as the browser part of Grafana 12.3.0's CloudWatch source does. */
export class CloudWatchDataSource extends DataSourceWithBackend<CloudWatchQuery, CloudWatchSettings> {
  private readonly defaultRegion?: string;

  constructor(settings: DataSourceInstanceSettings<CloudWatchSettings>) {
    super(settings);
    this.defaultRegion = settings.jsonData.defaultRegion;
  }

  /** A hidden query is needed only where another one may refer to it by its id. */
  override filterQuery({ hide, id, queryMode }: CloudWatchQuery) {
    return !hide || (queryMode !== 'Logs' && Boolean(id));
  }

  override applyTemplateVariables(
    { dimensions = {}, ...query }: CloudWatchQuery,
    scopedVars: ScopedVars
  ): CloudWatchQuery {
    const { region, period, ...rest } = interpolateDeep(query, scopedVars);
    return {
      queryMode: 'Metrics',
      metricQueryType: 0,
      metricEditorMode: 0,
      id: '',
      expression: '',
      sqlExpression: '',
      label: '',
      ...rest,
      type: 'timeSeriesQuery',
      region: !region || region === 'default' ? this.defaultRegion : region,
      period: period ?? '',
      dimensions: expandDimensions(dimensions, scopedVars),
      timezoneUTCOffset: utcOffset(),
    };
  }
}

/** A variable with several values becomes the list of its values. */
function expandDimensions(
  dimensions: Record<string, string | string[]>,
  scopedVars: ScopedVars
): Record<string, string[]> {
  const valuesOf = (template: string) => {
    let values: string[] = [];
    const text = getTemplateSrv().replace(template, scopedVars, (value: string | string[]) => {
      values = values.concat(value);
      return String(value);
    });
    return values.length > 1 ? values : [text];
  };
  return Object.fromEntries(
    Object.entries(dimensions).map(([name, templates]) => [
      getTemplateSrv().replace(name, scopedVars),
      [templates].flat().flatMap(valuesOf),
    ])
  );
}

/** For instance `+0130`. */
function utcOffset(): string {
  const minutes = -new Date().getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
}
