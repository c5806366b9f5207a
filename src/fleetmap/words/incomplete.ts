import type { PanelData } from '@grafana/data';
import { whatFailed } from './failures';

/**
 * What is missing although the map is shown: errors of single queries, and what the frames warn of. Grafana has a badge for
 * both in the panel's header, but words only under a pointer, one for each severity. What the frames merely inform of stays
 * there.
 */
export function whatIsMissing(data: PanelData): string[] {
  const warnings = data.series
    .flatMap(({ meta }) => meta?.notices ?? [])
    .filter(({ severity }) => severity !== 'info')
    .map(({ text }) => text);
  return [...new Set([...whatFailed(data), ...warnings])];
}
