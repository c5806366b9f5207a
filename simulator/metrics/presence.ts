import type { Machine } from '../estate/machine';

/** A half-open span of epoch milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** When something could be measured from outside (the hypervisor's metrics): from its first start until it was stopped. */
export function poweredSpan(machine: Machine): Span {
  const { running, stoppedAt, bootedAt } = machine.power;
  const known = [bootedAt, machine.ec2?.launchedAt, machine.ssm?.registeredAt].filter((t) => typeof t === 'number');
  return { from: Math.min(...known), to: running ? Infinity : (stoppedAt ?? bootedAt) };
}

/**
 * When something inside it could report (an agent, an exporter). A machine whose SSM Agent fell silent is one that hangs: nothing
 * inside it is heard any more, while its hypervisor goes on counting.
 */
export function respondingSpan(machine: Machine): Span {
  const powered = poweredSpan(machine);
  return { from: powered.from, to: Math.min(powered.to, machine.ssm?.silentSince ?? Infinity) };
}

export function within(span: Span, t: number): boolean {
  return t >= span.from && t < span.to;
}

/** When the counters that a machine shows at `t` began at zero. */
export function countingSince(machine: Machine, t: number): number {
  return t >= machine.power.bootedAt ? machine.power.bootedAt : poweredSpan(machine).from;
}
