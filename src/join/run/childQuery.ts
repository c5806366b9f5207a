import {
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
} from '@grafana/data';
import { cloneDeep } from 'lodash';
import { Observable, from, lastValueFrom, reduce, takeUntil, takeWhile } from 'rxjs';
import type { ChildAnswer } from './ask/question';

const REF_ID = 'A';

/**
 * Runs one query of another data source as a panel would, to its end, and never rejects. Each child has a request id of
 * its own (with a shared one Grafana cancels all but the last), its own copy of the request, and none of our filters.
 */
export async function runChildQuery(
  source: DataSourceApi,
  query: Record<string, unknown>,
  request: DataQueryRequest,
  cancelled: Observable<unknown>
): Promise<ChildAnswer> {
  const target = { ...cloneDeep(query), refId: REF_ID, datasource: source.getRef() } as DataQuery;
  if (source.filterQuery && !source.filterQuery(target)) {
    return { frames: [], error: 'the data source considers the query incomplete and does not run it' };
  }
  const child: DataQueryRequest = { ...request, targets: [target], filters: undefined, groupByKeys: undefined };
  try {
    const responses = from(source.query(child)).pipe(
      takeUntil(cancelled),
      takeWhile((response) => response.state !== LoadingState.Done && response.state !== LoadingState.Error, true),
      // Packets replace earlier ones of the same key.
      reduce((packets, response) => packets.set(response.key ?? REF_ID, response), new Map<string, DataQueryResponse>())
    );
    const packets = [...(await lastValueFrom(responses)).values()];
    return {
      frames: packets.flatMap((packet) => packet.data).map((data): DataFrame => toDataFrame(data)),
      error: packets.map(errorOf).find((error) => error !== undefined),
    };
  } catch (error) {
    return { frames: [], error: messageOf(error) };
  }
}

/** Errors come in three ways: thrown, as `error`, as `errors`. */
function errorOf({ error, errors }: DataQueryResponse): string | undefined {
  const first = error ?? errors?.[0];
  return first && messageOf(first);
}

const LONGEST_MESSAGE = 300;

/** Another source's words on one line and not too long. A request's id would make every failure a reason of its own. */
function messageOf(error: unknown): string {
  const { data, message, statusText } = (error ?? {}) as {
    data?: { message?: string; error?: string };
    message?: string;
    statusText?: string;
  };
  const words = (data?.message ?? data?.error ?? message ?? statusText ?? 'it gave no reason')
    .replace(/,? RequestID: [\w-]+/g, '')
    .replace(/\s+/g, ' ');
  return words.length > LONGEST_MESSAGE ? `${words.slice(0, LONGEST_MESSAGE)}…` : words;
}
