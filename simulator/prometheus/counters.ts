import type { Machine } from '../estate/machine';
import { countingSince } from '../metrics/presence';
import type { Signal } from '../metrics/signal';
import { workloadOf } from '../metrics/workload';

/**
 * Seconds that one processor has spent in each mode since the machine booted. Some processors carry up to 8 % more than others;
 * over all of them the load is the machine's, so that rate() of these counters reads what every other source reads.
 * @param shares how the busy time is spent, by mode; they sum to 1.
 */
export function processorSeconds(
  machine: Machine,
  cpu: number,
  t: number,
  shares: Record<string, number>
): Record<string, number> {
  const since = countingSince(machine, t);
  const load = workloadOf(machine).cpuPercent;
  const skew = machine.cpuCount > 1 ? 1 + 0.08 * Math.cos((2 * Math.PI * cpu) / machine.cpuCount) : 1;
  const busy = (skew * (load.integral(t) - load.integral(since))) / 100 / 1000;
  const seconds: Record<string, number> = { idle: (t - since) / 1000 - busy };
  for (const [mode, share] of Object.entries(shares)) {
    seconds[mode] = busy * share;
  }
  return seconds;
}

/** What has gone through since the machine booted, of a signal in bytes per second. */
export function bytesSinceBoot(machine: Machine, signal: Signal, t: number): number {
  return Math.floor((signal.integral(t) - signal.integral(countingSince(machine, t))) / 1000);
}
