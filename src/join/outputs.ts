import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { Enriched } from './enrich';
import { joinedTable } from './joinedTable';
import { matchReport } from './matchReport';
import { matchedSeries } from './matchedSeries';
import type { Node } from './nodes';
import { noticesOf } from './notices';
import type { JoinOutput } from './spec';
import { unmonitoredTable } from './unmonitored';
import { whyNoSeries } from './whyNoSeries';

/** Both sides of a join, the right one brought to the left one. */
export interface Sides {
  /** The left rows as they came, and which of their columns are shown. */
  rows: DataFrame;
  shown: string[];
  /** The nodes of those rows. */
  nodes: Node[];
  /** All nodes that there are, and whether they really are all. */
  fleet: Node[];
  fleetIsWhole: boolean;
  /** The columns that the enrichments fill. */
  columns: string[];
  enriched: Enriched[];
}

const FRAMES: Record<JoinOutput, (sides: Sides) => DataFrame[]> = {
  table: ({ rows, shown, nodes, fleet, enriched, columns }) => [
    joinedTable(rows, shown, nodes, fleet, enriched, columns),
  ],
  series: ({ nodes, fleet, enriched }) => matchedSeries(nodes, fleet, enriched),
  report: ({ nodes, fleet, fleetIsWhole, enriched }) => [matchReport(nodes, fleet, fleetIsWhole, enriched)],
  unmonitored: ({ rows, shown, nodes, fleet, fleetIsWhole, enriched }) => [
    unmonitoredTable(rows, shown, nodes, fleet, fleetIsWhole, enriched),
  ],
};

/** What the join gives, with what the left rows say of themselves and all notices on its first frame. */
export function framesOf(output: JoinOutput, sides: Sides): DataFrame[] {
  const frames = FRAMES[output](sides);
  const empty = output === 'series' && frames.length === 0 ? whyNoSeries(sides) : [];
  return withNotices(frames, sides.rows, noticesOf(sides, empty));
}

function withNotices(frames: DataFrame[], rows: DataFrame, notices: QueryResultMetaNotice[]): DataFrame[] {
  if (frames.length === 0) {
    return notices.length > 0 ? [{ fields: [], length: 0, meta: { notices } }] : [];
  }
  const [first, ...others] = frames;
  return [
    { ...first, meta: { ...first.meta, custom: { ...rows.meta?.custom, ...first.meta?.custom }, notices } },
    ...others,
  ];
}
