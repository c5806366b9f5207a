import {
  CustomVariableSupport,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  LoadingState,
  type MetricFindValue,
} from '@grafana/data';
import { filter, map, type Observable, take } from 'rxjs';
import { loadedOnDemand } from '../loadedOnDemand';
import type { FleetDataSource } from './datasource';
import { NONE, type FleetQuery, type FleetVariableQuery } from './query';

/**
 * Template variables of type query: the distinct values of a field, read by a count over the rows that fit. Panels wait for the
 * variables before them, so the options are those that are known as soon as any are; a later refresh brings the others.
 */
export class FleetVariables extends CustomVariableSupport<FleetDataSource, FleetVariableQuery> {
  override editor = loadedOnDemand(() => import('./editor/VariableQueryEditor'));

  constructor(private readonly datasource: FleetDataSource) {
    super();
  }

  override getDefaultQuery(): Partial<FleetVariableQuery> {
    return { resource: 'nodes', field: 'account' };
  }

  override query(request: DataQueryRequest<FleetVariableQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.map(countQuery);
    return this.datasource.query({ ...request, targets, filters: undefined }).pipe(
      map((packet) => ({
        ...packet,
        data: (packet.data as DataFrame[]).flatMap((frame) => optionsOf(frame, request.targets[0])),
      })),
      filter((packet) => packet.data.length > 0 || !isOnItsWay(packet)),
      take(1),
      map((packet) => (isOnItsWay(packet) ? { ...packet, state: LoadingState.Done } : packet))
    );
  }
}

function isOnItsWay({ state }: DataQueryResponse): boolean {
  return state === LoadingState.Loading || state === LoadingState.Streaming;
}

function countQuery({
  refId = 'A',
  resource,
  field,
  label,
  scope,
  filters = [],
  nodeId,
  id,
  arguments: given,
  search,
}: FleetVariableQuery): FleetQuery {
  const shown = label || field;
  return {
    refId,
    resource,
    view: 'count',
    scope,
    nodeId,
    id,
    arguments: given,
    filters: search ? [...filters, { field: shown, op: '=~', value: search }] : filters,
    groupBy: [...new Set([field, shown])],
    orderBy: [{ field: shown }],
  };
}

/** Rows without a value are no option, or one that says so. */
function optionsOf(frame: DataFrame, { field, label, withNone }: FleetVariableQuery): MetricFindValue[] {
  const column = (name: string): unknown[] => frame.fields.find((candidate) => candidate.name === name)?.values ?? [];
  const values = column(field);
  const texts = label ? column(label) : values;
  return values.flatMap((value, row) => {
    if (!value) {
      return withNone ? [{ value: NONE, text: NONE }] : [];
    }
    return [{ value: String(value), text: String(texts[row] || value) }];
  });
}
