import { dateTime, rangeUtil, type DataQueryRequest } from '@grafana/data';

const DEFAULT_WINDOW = '15m';
/** Points that a window is asked for: enough for one number, and the same in whichever panel it is shown. */
const POINTS = 100;

/** What time a question is of: the request that asks for it, and words that are the same for the same question later. */
export interface Span {
  span: string;
  request: DataQueryRequest;
}

/** A window that ends now, whatever the dashboard shows, in a resolution of its own. */
export function overWindow(request: DataQueryRequest, window = DEFAULT_WINDOW): Span {
  const to = dateTime();
  const from = dateTime(to).subtract(rangeUtil.intervalToSeconds(window), 's');
  const range = { from, to, raw: { from: `now-${window}`, to: 'now' } };
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, POINTS);
  const scopedVars = {
    ...request.scopedVars,
    __interval: { text: interval, value: interval },
    __interval_ms: { text: String(intervalMs), value: intervalMs },
  };
  return { span: window, request: { ...request, range, interval, intervalMs, maxDataPoints: POINTS, scopedVars } };
}

/** The dashboard's own time, in the resolution of the panel. */
export function overDashboardTime(request: DataQueryRequest): Span {
  const { range, intervalMs, maxDataPoints } = request;
  return { span: JSON.stringify([range.raw.from, range.raw.to, intervalMs, maxDataPoints]), request };
}
