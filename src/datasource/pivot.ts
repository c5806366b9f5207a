import {
  FieldColorModeId,
  FieldType,
  type DataFrame,
  type DataQueryResponse,
  type Field,
  type FieldConfig,
} from '@grafana/data';
import type { FleetQuery } from './query';
import type { Resource } from '../schema/resource';
import { findColumn } from '../schema/schema';
import { inWords, statusesOf, type Status } from '../statuses';
import { isWhole } from './progress';

const COUNT = 'count';
const TOTAL = 'total';

/** Gives a count the shape that its query asks for; whatever else it is stays as it is. */
export function pivoted(answer: DataQueryResponse, { resource, pivot: across, total }: FleetQuery): DataQueryResponse {
  return across && resource !== 'join'
    ? { ...answer, data: (answer.data as DataFrame[]).map((frame) => pivot(frame, resource, across, total)) }
    : answer;
}

/**
 * Turns a count into a matrix: the members of one grouping field become columns of numbers, the other fields stay rows, and
 * a column `total` sums them up where it is asked for: a chart would stack it on its parts. A combination that wasn't counted
 * is zero in a whole answer and empty in a part. Done in the browser, as alert rules take exactly one number column.
 */
function pivot(frame: DataFrame, resource: Resource, across: string, total = false): DataFrame {
  const members = frame.fields.find((field) => field.name === across);
  const counts = frame.fields.find((field) => field.name === COUNT);
  if (!members || !counts) {
    return frame;
  }
  const down = frame.fields.filter((field) => field !== members && field !== counts);
  const rows = new Map<string, { source: number; cells: Map<string, number> }>();
  for (let index = 0; index < frame.length; index++) {
    const key = JSON.stringify(down.map((field) => field.values[index]));
    const row = rows.get(key) ?? { source: index, cells: new Map<string, number>() };
    row.cells.set(String(members.values[index] ?? ''), counts.values[index]);
    rows.set(key, row);
  }
  if (down.length === 0 && rows.size === 0) {
    rows.set('', { source: 0, cells: new Map() });
  }

  const uncounted = isWhole(frame) ? 0 : null;
  const lines = [...rows.values()];
  const number = (name: string, values: Array<number | null>, look?: Status): Field => ({
    name,
    type: FieldType.number,
    config: { ...counts.config, displayNameFromDS: undefined, ...(look && configOf(look)) },
    values,
  });
  const { values: known = [], set } = findColumn(resource, across) ?? {};
  const looks = set ? statusesOf(set) : [];
  const columns = [...new Set([...known, ...lines.flatMap(({ cells }) => [...cells.keys()])])];
  return {
    ...frame,
    meta: { ...frame.meta, type: undefined, typeVersion: undefined },
    length: lines.length,
    fields: [
      ...down.map((field) => ({ ...field, values: lines.map(({ source }) => field.values[source]) })),
      ...columns.map((name) =>
        number(
          name,
          lines.map(({ cells }) => cells.get(name) ?? uncounted),
          looks.find(({ value }) => value === name)
        )
      ),
      ...(total
        ? [
            number(
              TOTAL,
              lines.map(({ cells }) => [...cells.values()].reduce((sum, count) => sum + count, 0))
            ),
          ]
        : []),
    ],
  };
}

/** A status is called and coloured the same in every chart, whichever place it has there. */
function configOf(status: Status): FieldConfig {
  return { displayNameFromDS: inWords(status), color: { mode: FieldColorModeId.Fixed, fixedColor: status.color } };
}
