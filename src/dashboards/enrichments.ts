import { METRIC_SOURCES } from '../join/sources/all';
import type { MetricSource, ReadyMade } from '../join/sources/metricSource';
import type { Enrichment } from '../join/spec';

/** A column from whichever source hears the machine: all data sources of a kind are asked. */
function column(name: string, readyMadeOf: (source: MetricSource) => ReadyMade[], unit = 'percent'): Enrichment[] {
  return METRIC_SOURCES.flatMap((source) =>
    readyMadeOf(source).map((one) => ({ column: name, unit, sources: [`\${${source.variable}}`], ...one }))
  );
}

/** CPU in use. */
export const CPU = column('CPU', ({ cpu }) => cpu);

/** Memory in use. */
export const MEMORY = column('Memory', ({ memory }) => memory);

/** The root or system volume in use. */
export const DISK = column('Disk', ({ disk }) => disk);

/** Bytes per second. */
export const NETWORK = [
  ...column('Network in', ({ networkIn }) => networkIn, 'Bps'),
  ...column('Network out', ({ networkOut }) => networkOut, 'Bps'),
];
