import { dateTime, type DataQueryRequest } from '@grafana/data';
import { overDashboardTime, overWindow } from './span';

const request = (raw: { from: unknown; to: unknown }, changes = {}) =>
  ({
    range: { from: dateTime(0), to: dateTime(1), raw },
    intervalMs: 15_000,
    maxDataPoints: 1200,
    scopedVars: { node: { value: 'i-1' } },
    ...changes,
  }) as unknown as DataQueryRequest;

const SIX_HOURS = { from: 'now-6h', to: 'now' };

describe('the span of a question', () => {
  it('is the same for a window in every panel, and so is its resolution', () => {
    const [wide, narrow] = [request(SIX_HOURS), request({ from: 'now-30d', to: 'now' }, { intervalMs: 3_600_000 })];
    const [one, other] = [overWindow(wide), overWindow(narrow)];
    expect(one.span).toBe('15m');
    expect(other.span).toBe(one.span);
    for (const { request: asked } of [one, other]) {
      expect(asked).toMatchObject({
        intervalMs: 10_000,
        interval: '10s',
        maxDataPoints: 100,
        scopedVars: { node: { value: 'i-1' }, __interval: { value: '10s' }, __interval_ms: { value: 10_000 } },
      });
    }
    expect(overWindow(wide, '1h').span).toBe('1h');
  });

  it('is the dashboard’s for series: the words that were chosen, not the moment that they stand for', () => {
    const asked = request(SIX_HOURS);
    expect(overDashboardTime(asked).request).toBe(asked);
    const { span } = overDashboardTime(asked);
    const later = { ...asked, range: { ...asked.range, to: dateTime(60_000) } };
    expect(overDashboardTime(later).span).toBe(span);
    const others = [
      request({ from: 'now-1h', to: 'now' }),
      request({ from: dateTime(0), to: dateTime(1) }),
      request({ from: dateTime(0), to: dateTime(2) }),
      request(SIX_HOURS, { intervalMs: 30_000 }),
      request(SIX_HOURS, { maxDataPoints: 600 }),
    ];
    expect(new Set([span, ...others.map((other) => overDashboardTime(other).span)]).size).toBe(6);
  });
});
