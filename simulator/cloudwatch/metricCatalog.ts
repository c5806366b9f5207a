import type { Dimension } from '@aws-sdk/client-cloudwatch';

import type { Estate, Machine } from '../estate/machine';
import { machinesIn, oncePerPlace, type Place } from '../estate/places';
import { poweredSpan, respondingSpan, Span } from '../metrics/presence';
import { constant, scaled, Signal, step, sum } from '../metrics/signal';
import { workloadOf } from '../metrics/workload';

/** One metric as CloudWatch tells metrics apart: namespace, name and the exact set of dimensions. */
export interface Metric {
  namespace: string;
  metricName: string;
  dimensions: Dimension[];
  /** Seconds between two samples. */
  resolution: number;
  /** When samples were sent. */
  presence: Span;
  /** What a sample says; for totals such as NetworkIn the total of one sample's time. */
  signal: Signal;
}

type MetricFamily = Pick<Metric, 'namespace' | 'metricName'> & {
  of(machine: Machine): Array<Pick<Metric, 'dimensions' | 'resolution' | 'signal'>>;
};

interface IndexedFamily {
  metrics: Metric[];
  byDimensions: Map<string, Metric>;
}

/** All metrics of all accounts and Regions. A family is indexed when it is first asked for: a large estate has millions of metrics. */
export class MetricCatalog {
  private readonly indexed: (place: Place) => Map<string, IndexedFamily>;

  constructor(private readonly estate: Estate) {
    this.indexed = oncePerPlace(estate, () => new Map());
  }

  /** Metrics of one account and Region, in the order of their families; either name may be left open. */
  list(account: string, region: string, namespace?: string, metricName?: string): Metric[] {
    return families
      .filter((family) => !namespace || family.namespace === namespace)
      .filter((family) => !metricName || family.metricName === metricName)
      .flatMap((family) => this.index(account, region, family).metrics);
  }

  /** The metric with exactly these dimensions, if it was ever sent. */
  get(account: string, region: string, namespace: string, metricName: string, dimensions: Dimension[]) {
    const family = families.find((one) => one.namespace === namespace && one.metricName === metricName);
    return family && this.index(account, region, family).byDimensions.get(dimensionKey(dimensions));
  }

  private index(account: string, region: string, family: MetricFamily): IndexedFamily {
    const place = { account, region };
    const families = this.indexed(place);
    const key = `${family.namespace}/${family.metricName}`;
    let index = families.get(key);
    if (!index) {
      const { namespace, metricName } = family;
      const byDimensions = new Map<string, Metric>();
      for (const machine of this.everIn(place)) {
        const presence = namespace === 'AWS/EC2' ? poweredSpan(machine) : respondingSpan(machine);
        for (const sent of family.of(machine)) {
          const metric = { namespace, metricName, presence, ...sent };
          const same = dimensionKey(metric.dimensions);
          const other = byDimensions.get(same);
          byDimensions.set(same, other ? mixed(other, metric) : metric);
        }
      }
      index = { metrics: [...byDimensions.values()], byDimensions };
      families.set(key, index);
    }
    return index;
  }

  /** What has sent data is remembered, also of machines that aren't there any more. */
  private everIn(place: Place): Machine[] {
    const gone = this.estate.vanished.filter(
      ({ machine: { account, region } }) => account === place.account && region === place.region
    );
    return [...machinesIn(this.estate, place), ...gone.map(({ machine }) => machine)];
  }
}

/** Clones of one image that share a host name send to one metric, where their samples mix. */
function mixed(a: Metric, b: Metric): Metric {
  return {
    ...a,
    presence: { from: Math.min(a.presence.from, b.presence.from), to: Math.max(a.presence.to, b.presence.to) },
    signal: scaled(sum(a.signal, b.signal), 0.5),
  };
}

function dimensionKey(dimensions: Dimension[]): string {
  return JSON.stringify(dimensions.map(({ Name, Value }) => [Name, Value]).sort());
}

/** Under basic monitoring, which all instances have, EC2 sends a sample every five minutes. */
const BASIC_MONITORING = 300;

function ec2(metricName: string, signal: (machine: Machine) => Signal): MetricFamily {
  return {
    namespace: 'AWS/EC2',
    metricName,
    of: (machine) =>
      machine.metrics.cloudWatch.ec2 && machine.ec2
        ? [
            {
              dimensions: [{ Name: 'InstanceId', Value: machine.ec2.instanceId }],
              resolution: BASIC_MONITORING,
              signal: signal(machine),
            },
          ]
        : [],
  };
}

/** A metric of the CloudWatch agent, which names the machine by InstanceId on EC2 and by host elsewhere. */
function agent(
  platform: 'Linux' | 'Windows',
  metricName: string,
  signal: (machine: Machine) => Signal,
  own: (machine: Machine) => Record<string, string> = () => ({})
): MetricFamily {
  return {
    namespace: 'CWAgent',
    metricName,
    of(machine) {
      const by = machine.metrics.cloudWatch.agent;
      if (!by || (machine.os.type === 'Windows') !== (platform === 'Windows')) {
        return [];
      }
      const identity: Record<string, string> =
        by === 'instanceId' && machine.ec2 ? { InstanceId: machine.ec2.instanceId } : { host: machine.names.hostname };
      const dimensions = Object.entries({ ...identity, ...own(machine) }).map(([Name, Value]) => ({ Name, Value }));
      return [{ dimensions, resolution: 60, signal: signal(machine) }];
    },
  };
}

const complement = (signal: Signal) => sum(constant(100), scaled(signal, -1));
/** A hanging machine fails its instance status check, a sound one never does. */
const instanceCheck = (machine: Machine) => step(machine.ssm?.silentSince ?? Infinity);
const rootVolume = (machine: Machine): Record<string, string> =>
  machine.os.type === 'MacOS'
    ? { path: '/', device: 'disk1s1', fstype: 'apfs' }
    : { path: '/', device: machine.ec2 ? 'nvme0n1p1' : 'sda1', fstype: machine.ec2 ? 'xfs' : 'ext4' };

/** Names and dimensions as EC2 and the CloudWatch agent's default configurations send them. */
const families: MetricFamily[] = [
  ec2('CPUUtilization', (machine) => workloadOf(machine).cpuPercent),
  ec2('NetworkIn', (machine) => scaled(workloadOf(machine).networkInBytesPerSecond, BASIC_MONITORING)),
  ec2('NetworkOut', (machine) => scaled(workloadOf(machine).networkOutBytesPerSecond, BASIC_MONITORING)),
  ec2('StatusCheckFailed', instanceCheck),
  ec2('StatusCheckFailed_Instance', instanceCheck),
  ec2('StatusCheckFailed_System', () => constant(0)),
  agent('Linux', 'mem_used_percent', (machine) => workloadOf(machine).memoryUsedPercent),
  agent('Linux', 'disk_used_percent', (machine) => workloadOf(machine).diskUsedPercent, rootVolume),
  agent(
    'Linux',
    'cpu_usage_idle',
    (machine) => complement(workloadOf(machine).cpuPercent),
    () => ({
      cpu: 'cpu-total',
    })
  ),
  agent(
    'Windows',
    'Memory % Committed Bytes In Use',
    (machine) => workloadOf(machine).memoryUsedPercent,
    () => ({
      objectname: 'Memory',
    })
  ),
  agent(
    'Windows',
    'LogicalDisk % Free Space',
    (machine) => complement(workloadOf(machine).diskUsedPercent),
    () => ({
      instance: 'C:',
      objectname: 'LogicalDisk',
    })
  ),
  agent(
    'Windows',
    'Processor % Processor Time',
    (machine) => workloadOf(machine).cpuPercent,
    () => ({
      instance: '_Total',
      objectname: 'Processor',
    })
  ),
];
