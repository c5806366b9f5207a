import { FieldType, type DataFrame, type DataQueryResponse } from '@grafana/data';
import { isWhole } from './progress';
import type { FleetQuery } from './query';

/**
 * Lets a panel's "No value" words stand for an answer without rows, where its query asks for that: Grafana shows them only
 * where there is no frame. A part, and what has something amiss to tell, keeps its frame; a failure gets its columns, as the
 * words would claim that there is nothing.
 */
export function withoutRows(answer: DataQueryResponse, query: FleetQuery): DataQueryResponse {
  if (!query.noRowsAsNoData) {
    return answer;
  }
  if (answer.data.length === 0) {
    return answer.error || answer.errors?.length ? { ...answer, data: [columnsOnly(query)] } : answer;
  }
  return { ...answer, data: (answer.data as DataFrame[]).filter((frame) => !isPlainlyEmpty(frame)) };
}

function isPlainlyEmpty(frame: DataFrame): boolean {
  const isAmiss = frame.meta?.notices?.some(({ severity }) => severity !== 'info');
  return frame.length === 0 && isWhole(frame) && !isAmiss;
}

function columnsOnly({ refId, columns = [] }: FleetQuery): DataFrame {
  const fields = columns.map((name) => ({ name, type: FieldType.string, config: {}, values: [] }));
  return { refId, length: 0, fields };
}
