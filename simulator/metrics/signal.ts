/**
 * A value over time that can be asked at any moment and summed over any span without walking through it: a gauge reads
 * `at`, a counter or an average over a period follows from `integral`, so the two can never disagree.
 * Times are epoch milliseconds; `integral(t)` is in unit x milliseconds from a fixed origin and only means something as a difference.
 */
export interface Signal {
  at(t: number): number;
  integral(t: number): number;
}

const DAY = 86_400_000;

export function constant(value: number): Signal {
  return { at: () => value, integral: (t) => value * t };
}

/** A daily rhythm around zero that is highest at `peakHour` (UTC). */
export function dailyWave(amplitude: number, peakHour: number): Signal {
  const omega = (2 * Math.PI) / DAY;
  const shift = peakHour * 3_600_000;
  return {
    at: (t) => amplitude * Math.cos(omega * (t - shift)),
    integral: (t) => (amplitude / omega) * Math.sin(omega * (t - shift)),
  };
}

/**
 * Noise without memory: time is cut into cells, a hash gives each cell the height of one full sine within it. Every cell sums to
 * zero, which is why the integral needs no sum over the cells before.
 */
export function noise(seed: number, amplitude: number, cellMs: number): Signal {
  const height = (cell: number) => amplitude * (2 * hashUnit(seed, cell) - 1);
  return {
    at(t) {
      const cell = Math.floor(t / cellMs);
      return height(cell) * Math.sin(2 * Math.PI * (t / cellMs - cell));
    },
    integral(t) {
      const cell = Math.floor(t / cellMs);
      return (height(cell) * cellMs * (1 - Math.cos(2 * Math.PI * (t / cellMs - cell)))) / (2 * Math.PI);
    },
  };
}

/** Climbs from -amplitude/2 to +amplitude/2 and falls back at once, every `periodMs`: a leak and its restart, a disk and its rotation. */
export function sawtooth(amplitude: number, periodMs: number, shift: number): Signal {
  const phase = (t: number) => {
    const cycles = (t - shift) / periodMs;
    return cycles - Math.floor(cycles);
  };
  return {
    at: (t) => amplitude * (phase(t) - 0.5),
    integral: (t) => (amplitude * periodMs * (phase(t) ** 2 - phase(t))) / 2,
  };
}

/** Zero before `at`, one from then on. */
export function step(at: number): Signal {
  return { at: (t) => (t >= at ? 1 : 0), integral: (t) => Math.max(0, t - at) };
}

export function sum(...signals: Signal[]): Signal {
  return {
    at: (t) => signals.reduce((total, signal) => total + signal.at(t), 0),
    integral: (t) => signals.reduce((total, signal) => total + signal.integral(t), 0),
  };
}

export function scaled(signal: Signal, factor: number): Signal {
  return { at: (t) => factor * signal.at(t), integral: (t) => factor * signal.integral(t) };
}

/** The average over a span, in the signal's own unit. */
export function mean(signal: Signal, from: number, to: number): number {
  return to > from ? (signal.integral(to) - signal.integral(from)) / (to - from) : signal.at(from);
}

/** A day of minutes has 1,440 samples: extremes and percentiles are drawn from this many of them, evenly spread. */
const SAMPLES_READ = 60;

/** Samples from a row of `count`, each the average over `width` milliseconds. */
export function sampled(signal: Signal, first: number, count: number, width: number): number[] {
  const read = Math.min(count, SAMPLES_READ);
  return Array.from({ length: read }, (_, i) => {
    const at = first + Math.floor((i * count) / read) * width;
    return mean(signal, at, at + width);
  });
}

/** A number in [0, 1) that depends on nothing but its arguments (the finaliser of MurmurHash3). */
export function hashUnit(seed: number, n: number): number {
  let h = (seed ^ Math.imul(n | 0, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** A 32-bit seed from a name (FNV-1a). */
export function seedOf(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}
