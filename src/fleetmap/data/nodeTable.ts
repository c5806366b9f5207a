import type { DataFrame } from '@grafana/data';
import { tableOfFrame, type NodeTable } from './column';
import { joinTables, type Joined } from './joinTables';
import { isTimeSeries, tableOfSeries } from './seriesTable';
import { withStatuses } from './withStatuses';

/** All nodes that the frames of a panel tell of, in one table; null where there is no frame with fields. */
export function readNodeTable(answer: DataFrame[], identity: string | undefined): Joined | null {
  const frames = answer.map(withStatuses);
  const tables: NodeTable[] = [];
  const series = new Map<string, DataFrame[]>();
  frames.forEach((frame, index) => {
    if (isTimeSeries(frame)) {
      const ofQuery = frame.refId ?? '';
      series.set(ofQuery, [...(series.get(ofQuery) ?? []), frame]);
    } else if (frame.fields.length > 0) {
      tables.push(tableOfFrame(frame, index, frames));
    }
  });
  // Tables first: they tell who the nodes are, and series what they do.
  const all = [...tables, ...[...series.values()].map((ofQuery) => tableOfSeries(ofQuery, frames))];
  if (all.length === 0) {
    return null;
  }
  return all.length === 1 ? { table: all[0], notices: [] } : joinTables(all, identity);
}
