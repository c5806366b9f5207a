import type { Machine } from '../estate/machine';
import { countingSince } from '../metrics/presence';
import { workloadOf } from '../metrics/workload';
import { bytesSinceBoot, processorSeconds } from './counters';
import { counter, Family, gauge } from './exposition';

const modes = { user: 0.68, system: 0.24, iowait: 0.05, steal: 0.03 };

/** What node_exporter shows of a Linux or macOS host at `t`: the families that dashboards of hosts are made of. */
export function nodeExporter(machine: Machine, t: number): Family[] {
  const workload = workloadOf(machine);
  const { names, os, memoryBytes, metrics } = machine;
  const since = countingSince(machine, t);
  const available = memoryBytes * (1 - workload.memoryUsedPercent.at(t) / 100);
  const free = workload.diskBytes * (1 - workload.diskUsedPercent.at(t) / 100);
  const root = { device: '/dev/sda1', fstype: 'ext4', mountpoint: '/' };

  return [
    gauge('node_boot_time_seconds', 'Node boot time, in unixtime.', Math.floor(since / 1000)),
    counter(
      'node_cpu_seconds',
      'Seconds the CPUs spent in each mode.',
      Array.from({ length: machine.cpuCount }, (_, cpu) =>
        Object.entries(processorSeconds(machine, cpu, t, modes)).map(([mode, value]) => ({
          labels: { cpu: String(cpu), mode },
          value,
        }))
      ).flat()
    ),
    gauge('node_exporter_build_info', 'A metric with a constant value of 1, labeled by version.', 1, {
      version: metrics.exporter!.version,
    }),
    gauge(
      'node_filesystem_avail_bytes',
      'Filesystem space available to non-root users in bytes.',
      Math.floor(free),
      root
    ),
    gauge('node_filesystem_size_bytes', 'Filesystem size in bytes.', workload.diskBytes, root),
    gauge('node_load1', '1m load average.', (workload.cpuPercent.at(t) / 100) * machine.cpuCount),
    gauge('node_memory_MemAvailable_bytes', 'Memory information field MemAvailable_bytes.', Math.floor(available)),
    gauge('node_memory_MemTotal_bytes', 'Memory information field MemTotal_bytes.', memoryBytes),
    counter('node_network_receive_bytes', 'Network device statistic receive_bytes.', [
      { labels: { device: 'eth0' }, value: bytesSinceBoot(machine, workload.networkInBytesPerSecond, t) },
    ]),
    counter('node_network_transmit_bytes', 'Network device statistic transmit_bytes.', [
      { labels: { device: 'eth0' }, value: bytesSinceBoot(machine, workload.networkOutBytesPerSecond, t) },
    ]),
    gauge('node_time_seconds', 'System time in seconds since epoch (1970).', t / 1000),
    gauge('node_uname_info', 'Labeled system information as provided by the uname system call.', 1, {
      domainname: '(none)',
      machine: os.architecture.startsWith('arm64') ? 'aarch64' : 'x86_64',
      nodename: names.hostname,
      release: '5.15.0-1071',
      sysname: os.type === 'MacOS' ? 'Darwin' : 'Linux',
      version: '#1 SMP',
    }),
  ];
}
