import {
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  LoadingState,
  PluginType,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { groupBy } from 'lodash';
import { catchError, defer, from, map, merge, mergeMap, type Observable, of } from 'rxjs';
import { standInMeta } from '../plugins/standInMeta';

export const mixedSettings: DataSourceInstanceSettings = {
  id: -1,
  uid: '-- Mixed --',
  name: '-- Mixed --',
  type: 'mixed',
  access: 'direct',
  readOnly: true,
  jsonData: {},
  meta: { ...standInMeta('mixed', '-- Mixed --', PluginType.datasource), builtIn: true, mixed: true, metrics: true },
};

/** A panel whose targets name different data sources: each source gets a request with its own targets. */
export class MixedDataSource extends DataSourceApi {
  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    const groups = Object.values(groupBy(request.targets, ({ datasource }) => datasource?.uid));
    const last = new Map<number, LoadingState>();
    const answers = groups.map((targets, index) =>
      this.querySource({ ...request, targets, requestId: `mixed-${index}-${request.requestId}` }).pipe(
        map((packet) => {
          last.set(index, packet.state ?? LoadingState.Done);
          const isWhole = last.size === groups.length && [...last.values()].every(isEnd);
          return {
            ...packet,
            state: isWhole || !isEnd(last.get(index)!) ? packet.state : LoadingState.Loading,
            key: `mixed-${index}-${packet.key ?? packet.data[0]?.refId ?? ''}`,
          };
        })
      )
    );
    return merge(...answers);
  }

  /** A source that fails costs its own targets only. */
  private querySource(request: DataQueryRequest): Observable<DataQueryResponse> {
    return defer(() => getDataSourceSrv().get(request.targets[0].datasource, request.scopedVars)).pipe(
      mergeMap((source) => {
        const targets = request.targets.filter((target) => source.filterQuery?.(target) ?? true);
        return targets.length ? from(source.query({ ...request, targets })) : of({ data: [] });
      }),
      catchError((error) => of({ data: [], error: { message: error.message, refId: request.targets[0].refId } }))
    );
  }

  async testDatasource() {
    return { status: 'success', message: '' };
  }
}

const isEnd = (state: LoadingState) => state === LoadingState.Done || state === LoadingState.Error;
