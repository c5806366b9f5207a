import type { DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import { getDataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';

// Stands in the bundle for @grafana/plugin-compat/datasources, by which @grafana/scenes finds data sources: the
// published versions of that package import functions that @grafana/runtime 13.2.2 doesn't have.

export const getDataSourceInstance = (ref?: DataSourceRef | string | null, scopedVars?: ScopedVars) =>
  getDataSourceSrv().get(ref, scopedVars);

export const getDataSourceInstanceList = async (filters?: GetDataSourceListFilters) =>
  getDataSourceSrv().getList(filters);

export const getDefaultDataSourceInstanceListItem = async (list: DataSourceInstanceSettings[]) =>
  list.find((item) => item.isDefault);
