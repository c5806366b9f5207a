import { METRIC_SOURCES } from '../join/sources/all';
import type { MetricSource, ReadyMade } from '../join/sources/metricSource';
import type { Enrichment } from '../join/spec';

/** A column in per cent, from whichever source hears the machine: all data sources of a kind are asked. */
function column(name: string, readyMadeOf: (source: MetricSource) => ReadyMade[]): Enrichment[] {
  return METRIC_SOURCES.flatMap((source) =>
    readyMadeOf(source).map((one) => ({ column: name, unit: 'percent', sources: [`\${${source.variable}}`], ...one }))
  );
}

/** CPU in use. */
export const CPU = column('CPU', ({ cpu }) => cpu);

/** Memory in use. */
export const MEMORY = column('Memory', ({ memory }) => memory);
