import { constant, dailyWave, mean, noise, sawtooth, scaled, seedOf, Signal, step, sum } from './signal';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 20, 9, 17);

/** The average as the slow way finds it. */
function walkedMean(signal: Signal, from: number, to: number, steps = 20_000): number {
  let total = 0;
  for (let i = 0; i < steps; i++) {
    total += signal.at(from + ((i + 0.5) / steps) * (to - from));
  }
  return total / steps;
}

describe('signals', () => {
  const signals: Record<string, Signal> = {
    constant: constant(42),
    wave: dailyWave(15, 14),
    noise: noise(seedOf('m-00017'), 6, 7 * 60_000),
    sawtooth: sawtooth(30, 53 * HOUR, 5 * HOUR),
    step: step(START + HOUR / 2),
    sum: sum(constant(40), dailyWave(10, 3), noise(7, 3, 60_000), scaled(sawtooth(4, HOUR, 0), 0.5)),
  };

  it.each(Object.keys(signals))('%s: the integral agrees with the readings', (name) => {
    for (const hours of [0.02, 1, 60]) {
      const to = START + hours * HOUR;
      expect(mean(signals[name], START, to)).toBeCloseTo(walkedMean(signals[name], START, to), 2);
    }
  });

  it('gives an empty span its momentary reading', () => {
    expect(mean(signals.sum, START, START)).toBe(signals.sum.at(START));
  });

  it('has noise that differs from cell to cell and from seed to seed', () => {
    const at = (seed: number, cell: number) => noise(seed, 1, HOUR).at((cell + 0.25) * HOUR);
    const readings = Array.from({ length: 200 }, (_, cell) => at(1, cell));
    expect(new Set(readings).size).toBe(200);
    expect(Math.min(...readings)).toBeLessThan(-0.9);
    expect(Math.max(...readings)).toBeGreaterThan(0.9);
    expect(at(1, 5)).not.toBe(at(2, 5));
  });
});
