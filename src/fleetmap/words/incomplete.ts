import type { PanelData } from '@grafana/data';

/** What is missing although the map is shown: errors of single queries, and what the frames say of themselves. */
export function whatIsMissing({ series, error, errors }: PanelData): string[] {
  const failures = errors ?? (error ? [error] : []);
  const words = [
    ...failures.map(({ refId, message }) => `Query${refId ? ` ${refId}` : ''} failed: ${message ?? 'no reason given'}`),
    ...series.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text)),
  ];
  return [...new Set(words)];
}
