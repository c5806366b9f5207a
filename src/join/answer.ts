import type { DataFrame } from '@grafana/data';
import { seriesByKey, type ForeignSeries } from './foreignSeries';
import { identityOfKey } from './identity';
import type { ForeignMachine } from './match';
import type { Enrichment } from './spec';

/** A machine that another source speaks of, with what it says. */
export interface SeenMachine extends ForeignMachine {
  series: ForeignSeries[];
}

/** What one data source said for one enrichment. Problems are sentences for a notice: what is missing, and why. */
export interface Answer {
  machines: SeenMachine[];
  problems: string[];
}

/** An answer as of the oldest of what it was made from, epoch milliseconds; null where nothing was answered. */
export interface SourceAnswer extends Answer {
  asOf: number | null;
}

/** Brings a source's machines together from the frames of one query; place is given where the query was of one place. */
export function machinesOf(
  frames: DataFrame[],
  { column, key }: Pick<Enrichment, 'column' | 'key'>,
  source: string,
  place: { account?: string; region?: string } = {}
): Answer {
  const { series, withoutKey } = seriesByKey(frames, key.label);
  const machines = new Map<string, SeenMachine>();
  for (const one of series) {
    const identity = identityOfKey(key.kind, one.key);
    if (!identity) {
      continue;
    }
    const id = JSON.stringify([one.key, one.instance]);
    const machine = machines.get(id) ?? { identity, source, ...place, series: [] };
    machine.series.push(one);
    machines.set(id, machine);
  }
  const problems =
    withoutKey > 0 && series.length === 0
      ? [`${column}: no series of ${source} has the label ${key.label}, so none could be matched to a node`]
      : [];
  return { machines: [...machines.values()], problems };
}
