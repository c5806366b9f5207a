import {
  AdHocVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { FleetVariableQuery } from '../datasource/query';
import { METRIC_SOURCES } from '../join/sources/all';
import { SOURCE } from './fleetTarget';

/**
 * The Systems Manager source. Grafana fills in the first that there is: nothing here names one. Where there are
 * several, the app's page Sources leads to the dashboards of each.
 */
export function sourceVariable(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('source').label('Source').type(SOURCE.type).hide(VariableHide.HideVariable);
}

/** The sources of metrics: all of a kind unless the dashboard's editor chooses some. Readers have no use for them. */
export function metricSourceVariables(): DatasourceVariableBuilder[] {
  return METRIC_SOURCES.map(({ variable, label, pluginId }) =>
    new DatasourceVariableBuilder(variable)
      .label(label)
      .type(pluginId)
      .multi(true)
      .includeAll(true)
      .current({ text: 'All', value: '$__all' })
      .hide(VariableHide.HideVariable)
  );
}

/** What else narrows the page, by any column: what has no such column stays as it is. */
export function filtersVariable(): AdHocVariableBuilder {
  return new AdHocVariableBuilder('filters').label('Filters').hide(VariableHide.HideLabel).datasource(SOURCE);
}

type Options = Omit<FleetVariableQuery, 'refId' | 'resource'> & Partial<Pick<FleetVariableQuery, 'resource'>>;

/** The values of a field (of `nodes` unless it says otherwise), several at once, all by default. */
export function fieldVariable(name: string, label: string, query: Options): QueryVariableBuilder {
  return queryVariable(name, label, query).multi(true).includeAll(true).current({ text: 'All', value: '$__all' });
}

/** One value of such a field. */
export function queryVariable(name: string, label: string, query: Options): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(SOURCE)
    .query({ refId: name, resource: 'nodes', ...query })
    .refresh(VariableRefresh.OnTimeRangeChanged) // so that options that were not read yet come with the next refresh
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc);
}
