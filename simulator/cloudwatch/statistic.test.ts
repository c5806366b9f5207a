import { constant, dailyWave, Signal, sum } from '../metrics/signal';
import type { Metric } from './metricCatalog';
import { statistics } from './statistic';

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const rising: Signal = { at: (t) => (t - NOON) / MINUTE, integral: (t) => (t - NOON) ** 2 / MINUTE / 2 };

function metric(signal: Signal, over: Partial<Metric> = {}): Metric {
  return {
    namespace: 'n',
    metricName: 'm',
    dimensions: [],
    resolution: 60,
    presence: { from: 0, to: Infinity },
    signal,
    ...over,
  };
}
const hour = { from: NOON, to: NOON + 60 * MINUTE, now: NOON + 600 * MINUTE };

describe('statistics', () => {
  it('has a point for each whole period', () => {
    const { times, values } = statistics(metric(rising), 'Average', 600, hour);
    expect(times).toEqual([0, 10, 20, 30, 40, 50].map((m) => NOON + m * MINUTE));
    expect(values).toEqual([5, 15, 25, 35, 45, 55]);
  });

  it.each([
    ['Sum', 300],
    ['SampleCount', 60],
    ['Minimum', 0.5],
    ['Maximum', 9.5],
    ['p50', 5],
    ['tm50', 2.5],
    ['TM(50%:100%)', 7.5],
    ['IQM', 5],
  ])('%s', (stat, expected) => {
    const period = stat === 'Sum' || stat === 'SampleCount' ? 3600 : 600;
    const signal = stat === 'Sum' || stat === 'SampleCount' ? constant(5) : rising;
    const { values } = statistics(metric(signal), stat, period, hour);
    // Ten one-minute samples of 0.5, 1.5 ... 9.5.
    expect(values[0]).toBeCloseTo(expected, 0);
  });

  it('leaves periods empty that are shorter than the time between samples', () => {
    const { times } = statistics(metric(constant(1), { resolution: 300 }), 'Average', 60, hour);
    expect(times).toEqual(Array.from({ length: 12 }, (_, i) => NOON + 5 * i * MINUTE));
  });

  it('has nothing before a machine was there, after it was stopped, and from the future', () => {
    const presence = { from: NOON + 10 * MINUTE, to: NOON + 40 * MINUTE };
    const stopped = statistics(metric(constant(1), { presence }), 'Average', 60, hour);
    expect([stopped.times[0], stopped.times.at(-1)]).toEqual([NOON + 10 * MINUTE, NOON + 39 * MINUTE]);
    const early = statistics(metric(constant(1)), 'Average', 60, { ...hour, now: NOON + 20.5 * MINUTE });
    expect(early.times.at(-1)).toBe(NOON + 19 * MINUTE);
    expect(statistics(metric(constant(1), { presence }), 'Average', 60, { ...hour, to: NOON }).times).toEqual([]);
  });

  it('starts periods at whole multiples whatever the start of the question', () => {
    const { times } = statistics(metric(constant(1)), 'Average', 300, { ...hour, from: NOON + 90_000 });
    expect(times[0]).toBe(NOON);
  });

  it('averages the same whether asked by minutes or by the hour', () => {
    const daily = metric(sum(constant(40), dailyWave(20, 15)));
    const minutes = statistics(daily, 'Average', 60, hour).values;
    const [whole] = statistics(daily, 'Average', 3600, hour).values;
    expect(whole).toBeCloseTo(minutes.reduce((a, b) => a + b, 0) / 60, 4);
  });

  it('refuses a statistic that does not exist', () => {
    expect(() => statistics(metric(constant(1)), 'average', 60, hour)).toThrow('not a valid statistic');
  });
});
