import type { Machine } from '../estate/machine';
import { countingSince } from '../metrics/presence';
import { workloadOf } from '../metrics/workload';
import { bytesSinceBoot, processorSeconds } from './counters';
import { counter, Family, gauge } from './exposition';

const modes = { user: 0.7, privileged: 0.26, interrupt: 0.02, dpc: 0.02 };

/**
 * What windows_exporter shows of a host at `t`, under the names of its version: up to 0.28 the host's name, memory and boot time
 * come from the collectors cs, os and system, which 0.31 has removed or renamed.
 */
export function windowsExporter(machine: Machine, t: number): Family[] {
  const workload = workloadOf(machine);
  const { version } = machine.metrics.exporter!;
  const volume = { volume: 'C:' };
  const free = workload.diskBytes * (1 - workload.diskUsedPercent.at(t) / 100);
  const since = countingSince(machine, t);
  const nic = { nic: machine.ec2 ? 'Amazon Elastic Network Adapter' : 'vmxnet3 Ethernet Adapter' };

  return [
    counter(
      'windows_cpu_time',
      'Time that processor spent in different modes (dpc, idle, interrupt, privileged, user)',
      Array.from({ length: machine.cpuCount }, (_, cpu) =>
        Object.entries(processorSeconds(machine, cpu, t, modes)).map(([mode, value]) => ({
          labels: { core: `0,${cpu}`, mode },
          value,
        }))
      ).flat()
    ),
    gauge('windows_exporter_build_info', 'A metric with a constant value of 1, labeled by version.', 1, { version }),
    gauge(
      'windows_logical_disk_free_bytes',
      'Free space in bytes, updates every 10-15 min (LogicalDisk.PercentFreeSpace)',
      Math.floor(free),
      volume
    ),
    gauge(
      'windows_logical_disk_size_bytes',
      'Total space in bytes, updates every 10-15 min (LogicalDisk.PercentFreeSpace_Base)',
      workload.diskBytes,
      volume
    ),
    counter('windows_net_bytes_received', '(Network.BytesReceivedPerSec)', [
      { labels: nic, value: bytesSinceBoot(machine, workload.networkInBytesPerSecond, t) },
    ]),
    counter('windows_net_bytes_sent', '(Network.BytesSentPerSec)', [
      { labels: nic, value: bytesSinceBoot(machine, workload.networkOutBytesPerSecond, t) },
    ]),
    ...(isBefore029(version) ? until028(machine, t, since / 1000) : since031(machine, t, since / 1000)),
  ];
}

function until028(machine: Machine, t: number, bootTime: number): Family[] {
  return [
    gauge(
      'windows_cs_hostname',
      'Labelled system hostname information as provided by ComputerSystem.DNSHostName and ComputerSystem.Domain',
      1,
      hostnameLabels(machine)
    ),
    gauge('windows_cs_physical_memory_bytes', 'ComputerSystem.TotalPhysicalMemory', machine.memoryBytes),
    gauge('windows_os_info', 'OperatingSystem.Caption, OperatingSystem.Version', 1, osLabels(machine)),
    gauge('windows_os_physical_memory_free_bytes', 'OperatingSystem.FreePhysicalMemory', freeMemory(machine, t)),
    gauge('windows_system_system_up_time', 'System boot time', bootTime),
  ];
}

function since031(machine: Machine, t: number, bootTime: number): Family[] {
  return [
    gauge(
      'windows_memory_available_bytes',
      'The amount of physical memory immediately available for allocation to a process or for system use.',
      freeMemory(machine, t)
    ),
    gauge(
      'windows_memory_physical_free_bytes',
      'The amount of physical memory currently available.',
      freeMemory(machine, t)
    ),
    gauge('windows_memory_physical_total_bytes', 'The amount of actual physical memory.', machine.memoryBytes),
    gauge(
      'windows_os_hostname',
      'Labelled system hostname information as provided by ComputerSystem.DNSHostName and ComputerSystem.Domain',
      1,
      hostnameLabels(machine)
    ),
    gauge('windows_os_info', 'Contains full product name & version in labels.', 1, osLabels(machine)),
    gauge('windows_system_boot_time_timestamp', 'Unix timestamp of system boot time', bootTime),
  ];
}

function isBefore029(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major === 0 && minor < 29;
}

function freeMemory(machine: Machine, t: number): number {
  return Math.floor(machine.memoryBytes * (1 - workloadOf(machine).memoryUsedPercent.at(t) / 100));
}

function hostnameLabels({ names: { hostname, fqdn } }: Machine): Record<string, string> {
  const domain = fqdn?.includes('.') ? fqdn.slice(fqdn.indexOf('.') + 1) : '';
  return { hostname, domain, fqdn: domain ? `${hostname}.${domain}` : hostname };
}

/** Build numbers of Windows Server by release (Microsoft's release information). */
const builds: Record<string, string> = { '2016': '14393', '2019': '17763', '2022': '20348', '2025': '26100' };

function osLabels({ os }: Machine): Record<string, string> {
  const build = builds[/\b20\d\d\b/.exec(os.name)?.[0] ?? ''] ?? os.version.split('.')[2] ?? '';
  return {
    product: os.name,
    version: `10.0.${build}`,
    major_version: '10',
    minor_version: '0',
    build_number: build,
    revision: '0',
  };
}
