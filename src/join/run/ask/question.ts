import type { DataFrame, DataSourceInstanceSettings, TimeRange } from '@grafana/data';
import type { Enrichment } from '../../../datasource/query';
import { identityOfKey } from '../../identity';
import { seriesByKey, type ForeignSeries } from '../../foreignSeries';
import type { ForeignMachine } from '../../match';
import type { Node } from '../../nodes';

/** A machine that another source speaks of, with what it says. */
export interface SeenMachine extends ForeignMachine {
  series: ForeignSeries[];
}

/** What one data source said for one enrichment. Problems are sentences for a notice: what is missing, and why. */
export interface Answer {
  machines: SeenMachine[];
  problems: string[];
}

/** Answer of one query to another data source: its frames, and what went wrong, in its own words. */
export interface ChildAnswer {
  frames: DataFrame[];
  error?: string;
}

/** What is asked for: one enrichment, one of its data sources, for these nodes. */
export interface Question {
  enrichment: Enrichment;
  settings: DataSourceInstanceSettings;
  /** The nodes on display: for these an answer is wanted. */
  wanted: Node[];
  /** The whole fleet. */
  fleet: Node[];
  /** The enrichment's window, or the dashboard's time range. */
  range: TimeRange;
  /** Whether the series themselves are wanted rather than one number. */
  asSeries: boolean;
  /** Runs one query of the data source; never rejects. */
  run(query: Record<string, unknown>): Promise<ChildAnswer>;
}

/** Brings a source's machines together from the frames of one query; place is given where the query was of one place. */
export function machinesOf(
  frames: DataFrame[],
  { enrichment, settings }: Pick<Question, 'enrichment' | 'settings'>,
  place: { account?: string; region?: string } = {}
): Answer {
  const { series, withoutKey } = seriesByKey(frames, enrichment.key.label);
  const machines = new Map<string, SeenMachine>();
  for (const one of series) {
    const identity = identityOfKey(enrichment.key.kind, one.key);
    if (!identity) {
      continue;
    }
    const id = JSON.stringify([one.key, one.instance]);
    const machine = machines.get(id) ?? { identity, source: settings.name, ...place, series: [] };
    machine.series.push(one);
    machines.set(id, machine);
  }
  const problems =
    withoutKey > 0 && series.length === 0
      ? [
          `${enrichment.column}: no series of ${settings.name} has the label ${enrichment.key.label}, so none could be brought to a node`,
        ]
      : [];
  return { machines: [...machines.values()], problems };
}
