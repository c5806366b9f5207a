import { LoadingState, type DataFrame, type PanelData } from '@grafana/data';

/** Why there is nothing to show, and what helps. */
export function whyEmpty({ request, state, series, error, errors }: PanelData): string {
  const failure = errors?.[0] ?? error;
  if (failure) {
    return `The query failed: ${failure.message ?? 'its data source gave no reason'}`;
  }
  if (state === LoadingState.Loading || state === LoadingState.Streaming || state === LoadingState.NotStarted) {
    return `Loading nodes${progressOf(series)}`;
  }
  if (request && !request.targets.some(({ hide }) => !hide)) {
    return 'This panel has no query. Add one that gives a row for each node.';
  }
  const notices = series.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);
  return ['No nodes: the query answered with no rows.', ...new Set(notices)].join(' ');
}

/** How far the reading of the fleet is, where the data says so. */
export function progressOf(series: DataFrame[]): string {
  const progress = series.map(({ meta }) => meta?.custom?.progress).find(Boolean) as
    { read: number; expected: number } | undefined;
  return progress && progress.read < progress.expected
    ? `: ${progress.read.toLocaleString('en-US')} of ${progress.expected.toLocaleString('en-US')} read`
    : '';
}
