import type { Machine } from '../estate/machine';
import { constant, scaled, Signal, sum } from '../metrics/signal';
import { workloadOf } from '../metrics/workload';

/** A platform metric of virtual machines (Azure: "Supported metrics for Microsoft.Compute/virtualMachines"). */
export interface PlatformMetric {
  name: string;
  unit: 'Percent' | 'Bytes' | 'BytesPerSecond' | 'Count';
  primaryAggregation: 'Average' | 'Total';
  description: string;
  /** Dimensions that it can be split by, and the values that a VM has for each. */
  dimensions: Record<string, string[]>;
  /** One minute's sample of one dimension value. */
  signal(machine: Machine, value: string | undefined): Signal;
}

const perMinute = (bytesPerSecond: Signal) => scaled(bytesPerSecond, 60);
const available = (machine: Machine) => sum(constant(100), scaled(workloadOf(machine).memoryUsedPercent, -1));
/** Data disks see about a third of what the network carries; the first one sees most of it. */
const disk = (machine: Machine, lun: string | undefined) =>
  scaled(workloadOf(machine).networkInBytesPerSecond, lun === undefined ? 0.3 : lun === '0' ? 0.2 : 0.1);

function metric(
  name: string,
  unit: PlatformMetric['unit'],
  primaryAggregation: PlatformMetric['primaryAggregation'],
  description: string,
  signal: PlatformMetric['signal'],
  dimensions: PlatformMetric['dimensions'] = {}
): PlatformMetric {
  return { name, unit, primaryAggregation, description, signal, dimensions };
}

export const platformMetrics: PlatformMetric[] = [
  metric(
    'Percentage CPU',
    'Percent',
    'Average',
    'The percentage of allocated compute units that are currently in use by the Virtual Machine(s)',
    (machine) => workloadOf(machine).cpuPercent
  ),
  metric(
    'Available Memory Bytes',
    'Bytes',
    'Average',
    'Amount of physical memory, in bytes, immediately available for allocation to a process or for system use in the Virtual Machine',
    (machine) => scaled(available(machine), machine.memoryBytes / 100)
  ),
  metric(
    'Available Memory Percentage',
    'Percent',
    'Average',
    'Amount of physical memory, in percentage, immediately available for allocation to a process or for system use in the Virtual Machine',
    available
  ),
  metric(
    'Network In Total',
    'Bytes',
    'Total',
    'The number of bytes received on all network interfaces by the Virtual Machine(s) (Incoming Traffic)',
    (machine) => perMinute(workloadOf(machine).networkInBytesPerSecond)
  ),
  metric(
    'Network Out Total',
    'Bytes',
    'Total',
    'The number of bytes out on all network interfaces by the Virtual Machine(s) (Outgoing Traffic)',
    (machine) => perMinute(workloadOf(machine).networkOutBytesPerSecond)
  ),
  metric('VmAvailabilityMetric', 'Count', 'Average', 'Measure of Availability of Virtual machines over time', () =>
    constant(1)
  ),
  metric(
    'Data Disk Read Bytes/sec',
    'BytesPerSecond',
    'Average',
    'Bytes/Sec read from a single disk during monitoring period',
    disk,
    { LUN: ['0', '1'] }
  ),
  metric(
    'Data Disk Write Bytes/sec',
    'BytesPerSecond',
    'Average',
    'Bytes/Sec written to a single disk during monitoring period',
    disk,
    { LUN: ['0', '1'] }
  ),
];

export const timeGrains: Record<string, number> = {
  PT1M: 60_000,
  PT5M: 300_000,
  PT15M: 900_000,
  PT30M: 1_800_000,
  PT1H: 3_600_000,
  PT6H: 21_600_000,
  PT12H: 43_200_000,
  P1D: 86_400_000,
};

export const metricNamespace = 'Microsoft.Compute/virtualMachines';

/** `metricdefinitions` of one VM. */
export function metricDefinitions(resourceId: string) {
  return {
    value: platformMetrics.map(({ name, unit, primaryAggregation, description, dimensions }) => ({
      id: `${resourceId}/providers/microsoft.insights/metricdefinitions/${name}`,
      resourceId,
      namespace: metricNamespace,
      name: { value: name, localizedValue: name },
      displayDescription: description,
      isDimensionRequired: false,
      unit,
      primaryAggregationType: primaryAggregation,
      supportedAggregationTypes: ['Average', 'Minimum', 'Maximum', 'Total', 'Count'],
      metricAvailabilities: Object.keys(timeGrains).map((timeGrain) => ({ timeGrain, retention: 'P93D' })),
      dimensions: Object.keys(dimensions).map((value) => ({ value, localizedValue: value })),
    })),
  };
}

/** `metricNamespaces` of a VM, or of a whole subscription. */
export function metricNamespaces(scope: string) {
  return {
    value: [
      {
        id: `${scope}/providers/microsoft.insights/metricNamespaces/${metricNamespace}`,
        type: 'Microsoft.Insights/metricNamespaces',
        name: metricNamespace,
        classification: 'Platform',
        properties: { metricNamespaceName: metricNamespace },
      },
    ],
  };
}
