import type {
  DataQueryRequest,
  DataQueryResponse,
  DataSourceApi,
  DataSourceInstanceSettings,
  ScopedVars,
} from '@grafana/data';
import type { Observable } from 'rxjs';
import type { FleetQuery } from '../../datasource/query';

/** What the join needs of the world around it. */
export interface JoinContext {
  /** Asks the fleet, as any other query of this data source. */
  queryNodes(request: DataQueryRequest<FleetQuery>): Observable<DataQueryResponse>;
  /** The uids that a reference stands for: itself, or all that a variable such as `${cloudwatch}` holds. */
  resolve(reference: string, scopedVars: ScopedVars): string[];
  /** A data source as the viewer sees it; rejects where they may not. */
  load(uid: string): Promise<DataSourceApi>;
  settings(uid: string): DataSourceInstanceSettings | undefined;
}
