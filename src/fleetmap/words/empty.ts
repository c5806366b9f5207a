import { LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { whatFailed } from './failures';
import { grouping } from '../grouping';

/** Why there is nothing to show, and what helps. */
export function whyEmpty(data: PanelData): string {
  const { request, state, series } = data;
  const failures = whatFailed(data);
  if (failures.length > 0) {
    return failures.join(' ');
  }
  if (state === LoadingState.Loading || state === LoadingState.Streaming || state === LoadingState.NotStarted) {
    return `Loading nodes${progressOf(series)}`;
  }
  if (request && !request.targets.some(({ hide }) => !hide)) {
    return request.targets.length > 0
      ? 'Every query of this panel is disabled. Enable one that gives a row for each node.'
      : 'This panel has no query. Add one that gives a row for each node.';
  }
  const notices = new Set(series.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text));
  const wayOut =
    notices.size === 0 ? ["Widen the query's filters, the dashboard's variables or its time range."] : notices;
  return ['No nodes: the query returned no rows.', ...wayOut].join(' ');
}

/** How far the reading of the fleet is, where the data says so. */
export function progressOf(series: DataFrame[]): string {
  const progress = series.map(({ meta }) => meta?.custom?.progress).find(Boolean) as
    { read: number; expected: number } | undefined;
  return progress && progress.read < progress.expected
    ? `: ${grouping(progress.read)} of ${grouping(progress.expected)} read`
    : '';
}
