import type { Machine } from '../estate/machine';
import { constant, dailyWave, hashUnit, noise, sawtooth, scaled, seedOf, Signal, sum } from './signal';

/** How a machine is doing, as it would know itself. Every protocol room derives its own metrics from these and from nothing else. */
export interface Workload {
  /** Busy share of all processors, 0 to 100. */
  cpuPercent: Signal;
  /** Share of memory in use, 0 to 100. */
  memoryUsedPercent: Signal;
  /** Share of the system volume in use, 0 to 100. */
  diskUsedPercent: Signal;
  diskBytes: number;
  networkInBytesPerSecond: Signal;
  networkOutBytesPerSecond: Signal;
}

/** What a machine of some role usually looks like. */
interface Habit {
  cpu: number;
  /** Share of `cpu` by which the day swings it. */
  swing: number;
  peakHour: number;
  memory: number;
  kilobytesPerSecond: number;
}

const serving: Habit = { cpu: 22, swing: 0.55, peakHour: 15, memory: 48, kilobytesPerSecond: 1_100 };
const storing: Habit = { cpu: 30, swing: 0.35, peakHour: 14, memory: 74, kilobytesPerSecond: 900 };
const crunching: Habit = { cpu: 38, swing: 0.6, peakHour: 2, memory: 62, kilobytesPerSecond: 1_400 };
const idling: Habit = { cpu: 11, swing: 0.4, peakHour: 12, memory: 42, kilobytesPerSecond: 120 };

/** By {@link Machine.role}; whatever isn't named here idles. */
const habits: Record<string, Habit> = {
  ...{ web: serving, api: serving, chk: serving, srch: serving, crm: serving, gw: serving },
  ...{ db: storing, sql: storing, cache: storing, sap: storing, kafka: storing, file: storing },
  ...{ worker: crunching, rpt: crunching, build: { ...crunching, peakHour: 13 }, mac: { ...crunching, peakHour: 13 } },
};

const MINUTE = 60_000;
const DAY = 86_400_000;
const GIB = 2 ** 30;

const workloads = new WeakMap<Machine, Workload>();

/** The same machine always has the same workload. */
export function workloadOf(machine: Machine): Workload {
  let workload = workloads.get(machine);
  if (!workload) {
    workload = makeWorkload(machine);
    workloads.set(machine, workload);
  }
  return workload;
}

function makeWorkload(machine: Machine): Workload {
  const seed = seedOf(`${machine.key}/${machine.names.hostname}`);
  const trait = (n: number) => hashUnit(seed, n);
  const habit = habits[machine.role] ?? idling;

  const busy = trait(1) < 0.03;
  const leaking = trait(2) < 0.04;
  const nearlyFull = trait(3) < 0.03;

  // Amplitudes stay small enough that no reading needs clamping: a clamp would part the gauge from its integral.
  const cpu = busy ? 80 + 6 * trait(4) : habit.cpu * (0.55 + 0.9 * trait(4));
  const cpuPercent = sum(
    constant(cpu),
    dailyWave(Math.min(habit.swing * cpu, (90 - cpu) / 2), habit.peakHour + 2 * trait(5)),
    noise(seed + 1, Math.min(0.2 * cpu, (90 - cpu) / 4), 23 * MINUTE),
    noise(seed + 2, Math.min(0.12 * cpu, (90 - cpu) / 5), 4 * MINUTE)
  );

  const memory = habit.memory * (0.75 + 0.35 * trait(6));
  const memoryUsedPercent = leaking
    ? sum(constant(67), sawtooth(56, (1.5 + 3 * trait(7)) * DAY, trait(8) * 5 * DAY), noise(seed + 3, 0.6, 11 * MINUTE))
    : sum(constant(memory), dailyWave(0.06 * memory, habit.peakHour), noise(seed + 3, 0.03 * memory, 11 * MINUTE));

  const diskUsedPercent = nearlyFull
    ? sum(constant(93.5), sawtooth(5, 6 * DAY, trait(9) * 6 * DAY))
    : sum(constant(24 + 50 * trait(10)), sawtooth(6, 7 * DAY, trait(9) * 7 * DAY));

  const bytesPerSecond = habit.kilobytesPerSecond * 1024 * (0.3 + 1.4 * trait(11));
  const traffic = (n: number) =>
    scaled(sum(constant(1), dailyWave(0.5, habit.peakHour), noise(seed + n, 0.25, 5 * MINUTE)), bytesPerSecond);

  return {
    cpuPercent,
    memoryUsedPercent,
    diskUsedPercent,
    diskBytes: [30, 50, 100, 200][Math.floor(4 * trait(12))] * GIB,
    networkInBytesPerSecond: traffic(5),
    networkOutBytesPerSecond: scaled(traffic(6), 0.4 + 1.2 * trait(13)),
  };
}
