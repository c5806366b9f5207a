import type { Machine } from '../estate/machine';
import { poweredSpan, respondingSpan, within } from './presence';
import { workloadOf } from './workload';

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;

function machine(n: number, role: string, over: Partial<Machine> = {}): Machine {
  return {
    key: `m-${String(n).padStart(5, '0')}`,
    role,
    names: { hostname: `${role}-prd-${n}`, fqdn: null, computerName: role },
    power: { running: true, stoppedAt: null, bootedAt: NOW - 9 * 24 * HOUR },
    ssm: null,
    ec2: null,
    ...over,
  } as Machine;
}

describe('workloads', () => {
  const roles = ['web', 'sql', 'worker', 'build', 'print'];
  const fleet = Array.from({ length: 2000 }, (_, n) => machine(n, roles[n % roles.length]));

  it('keeps every reading of every machine possible', () => {
    let [lowest, highest, busiestCore, quietest] = [100, 0, 0, Infinity];
    for (const workload of fleet.map(workloadOf)) {
      for (let hour = 0; hour < 24 * 8; hour += 3.7) {
        const t = NOW + hour * HOUR;
        const cpu = workload.cpuPercent.at(t);
        const percents = [cpu, workload.memoryUsedPercent.at(t), workload.diskUsedPercent.at(t)];
        lowest = Math.min(lowest, ...percents);
        highest = Math.max(highest, ...percents);
        // The busiest core carries 8 % more than its share.
        busiestCore = Math.max(busiestCore, cpu * 1.08);
        quietest = Math.min(quietest, workload.networkInBytesPerSecond.at(t), workload.networkOutBytesPerSecond.at(t));
      }
    }
    expect(lowest).toBeGreaterThan(0);
    expect(highest).toBeLessThan(100);
    expect(busiestCore).toBeLessThan(100);
    expect(quietest).toBeGreaterThan(0);
  });

  it('has some busy and some leaking machines, and mostly calm ones', () => {
    const busy = fleet.filter((m) => workloadOf(m).cpuPercent.at(NOW) > 75).length;
    const leaking = fleet.filter((m) => workloadOf(m).memoryUsedPercent.at(NOW) > 88).length;
    expect(busy).toBeGreaterThan(20);
    expect(busy).toBeLessThan(200);
    expect(leaking).toBeGreaterThan(5);
    expect(leaking).toBeLessThan(200);
  });

  it('lets web servers work by day and batch workers by night', () => {
    const average = (role: string, hour: number) => {
      const some = fleet.filter((m) => m.role === role);
      const t = Date.UTC(2026, 10, 20, hour);
      return some.reduce((total, m) => total + workloadOf(m).cpuPercent.at(t), 0) / some.length;
    };
    expect(average('web', 15)).toBeGreaterThan(1.5 * average('web', 3));
    expect(average('worker', 3)).toBeGreaterThan(1.5 * average('worker', 15));
  });

  it('gives the same machine the same workload in every process', () => {
    expect(workloadOf(machine(17, 'web')).cpuPercent.at(NOW)).toBe(workloadOf(machine(17, 'web')).cpuPercent.at(NOW));
  });
});

describe('presence', () => {
  it('ends when the machine was stopped', () => {
    const stopped = machine(1, 'a', { power: { running: false, stoppedAt: NOW - HOUR, bootedAt: NOW - 5 * HOUR } });
    expect(within(poweredSpan(stopped), NOW - 2 * HOUR)).toBe(true);
    expect(within(poweredSpan(stopped), NOW)).toBe(false);
  });

  it('lets a hanging machine be measured from outside only', () => {
    const hanging = machine(2, 'b', { ssm: { silentSince: NOW - HOUR, registeredAt: null } as Machine['ssm'] });
    expect(within(poweredSpan(hanging), NOW)).toBe(true);
    expect(within(respondingSpan(hanging), NOW)).toBe(false);
    expect(within(respondingSpan(hanging), NOW - 2 * HOUR)).toBe(true);
  });
});
