import { joinOf } from '../validate';
import { METRIC_SOURCES } from './all';
import { AZURE_MONITOR } from './azureMonitor';
import { CLOUDWATCH } from './cloudWatch';
import type { ReadyMade } from './metricSource';
import { PROMETHEUS } from './prometheus';

const readyMade = METRIC_SOURCES.flatMap(({ cpu, memory, disk, networkIn, networkOut }) => [
  ...cpu,
  ...memory,
  ...disk,
  ...networkIn,
  ...networkOut,
]);

describe('the sources of metrics', () => {
  it('are told apart by name, plugin and variable', () => {
    expect(METRIC_SOURCES.map(({ label, pluginId, variable }) => [label, pluginId, variable])).toEqual([
      ['CloudWatch', 'cloudwatch', 'cloudwatch'],
      ['Azure Monitor', 'grafana-azure-monitor-datasource', 'azure'],
      ['Prometheus', 'prometheus', 'prometheus'],
    ]);
    expect(METRIC_SOURCES.flatMap(({ flavours }) => flavours)).toEqual(['grafana-amazonprometheus-datasource']);
  });

  it('say what they bring', () => {
    expect(METRIC_SOURCES.map(({ brings }) => brings)).toEqual([
      expect.stringMatching(/EC2 instances.*CloudWatch agent/),
      expect.stringMatching(/Azure virtual machines/),
      expect.stringMatching(/node_exporter.*windows_exporter/),
    ]);
  });

  it('have enrichments that the join takes', () => {
    const enrichments = readyMade.map((one) => ({ column: 'CPU', sources: ['some'], ...one }));
    expect(joinOf({ enrichments }).enrichments).toEqual(enrichments);
    expect(enrichments.length).toBeGreaterThan(10);
  });
});

describe('CloudWatch', () => {
  it('asks the builder for all machines by the dimension that names them, in whichever Region the nodes are', () => {
    for (const { query, key } of [...CLOUDWATCH.cpu, ...CLOUDWATCH.memory]) {
      expect(query).toMatchObject({
        queryMode: 'Metrics',
        metricQueryType: 0,
        metricEditorMode: 0,
        statistic: 'Average',
        period: '',
        region: 'default',
        dimensions: { [key.label]: ['*'] },
      });
      expect(key.kind).toBe({ InstanceId: 'instanceId', host: 'host' }[key.label]);
    }
  });

  /** Namespace, metric, dimensions and whether they are all that it has; then what the number is taken from. */
  const asked = ({ query, complementTo }: ReadyMade) => [
    query.namespace,
    query.metricName,
    query.dimensions,
    query.matchExact,
    complementTo,
  ];

  it('has CPU of EC2 itself, and of the agent where that is the machine’s only voice', () => {
    expect(CLOUDWATCH.cpu.map(asked)).toEqual([
      ['AWS/EC2', 'CPUUtilization', { InstanceId: ['*'] }, true, undefined],
      ['CWAgent', 'cpu_usage_idle', { host: ['*'], cpu: 'cpu-total' }, false, 100],
      ['CWAgent', 'Processor % Processor Time', { host: ['*'], instance: '_Total' }, false, undefined],
    ]);
  });

  it('has memory of the agent, by the names of Linux and of Windows, on instances and elsewhere', () => {
    expect(CLOUDWATCH.memory.map(asked)).toEqual(
      ['InstanceId', 'host'].flatMap((dimension) =>
        ['mem_used_percent', 'Memory % Committed Bytes In Use'].map((metric) => [
          'CWAgent',
          metric,
          { [dimension]: ['*'] },
          false,
          undefined,
        ])
      )
    );
  });

  it('has the root volume of the agent, by the names of Linux and of Windows', () => {
    expect(CLOUDWATCH.disk.map(asked)).toEqual(
      ['InstanceId', 'host'].flatMap((dimension) => [
        ['CWAgent', 'disk_used_percent', { [dimension]: ['*'], path: '/' }, false, undefined],
        ['CWAgent', 'LogicalDisk % Free Space', { [dimension]: ['*'], instance: 'C:' }, false, 100],
      ])
    );
  });

  it('has the network of EC2 itself, as the totals of 5 minutes by the second', () => {
    for (const [{ query, divideBy }] of [CLOUDWATCH.networkIn, CLOUDWATCH.networkOut]) {
      expect(query).toMatchObject({ namespace: 'AWS/EC2', statistic: 'Sum', period: '300' });
      expect(divideBy).toBe(300);
    }
  });
});

describe('Azure Monitor', () => {
  it('has the network as the totals of 5 minutes by the second, and sees into no volume', () => {
    for (const [{ query, divideBy }] of [AZURE_MONITOR.networkIn, AZURE_MONITOR.networkOut]) {
      expect(query.azureMonitor).toMatchObject({ aggregation: 'Total', timeGrain: 'PT5M' });
      expect(divideBy).toBe(300);
    }
    expect(AZURE_MONITOR.disk).toEqual([]);
  });

  it('asks for metrics of virtual machines, by the alias that the join gives them', () => {
    for (const { query, key } of [...AZURE_MONITOR.cpu, ...AZURE_MONITOR.memory]) {
      expect(query).toMatchObject({
        queryType: 'Azure Monitor',
        azureMonitor: {
          metricNamespace: 'microsoft.compute/virtualmachines',
          aggregation: 'Average',
          timeGrain: 'auto',
          dimensionFilters: [],
        },
      });
      expect(key).toEqual({ label: 'displayName', kind: 'cloudId' });
    }
    expect(AZURE_MONITOR.cpu.map(({ query, complementTo }) => [query.azureMonitor, complementTo])).toEqual([
      [expect.objectContaining({ metricName: 'Percentage CPU' }), undefined],
    ]);
    expect(AZURE_MONITOR.memory.map(({ query, complementTo }) => [query.azureMonitor, complementTo])).toEqual([
      [expect.objectContaining({ metricName: 'Available Memory Percentage' }), 100],
    ]);
  });
});

describe('Prometheus', () => {
  const all = [...PROMETHEUS.cpu, ...PROMETHEUS.memory];
  const expressions = (of: ReadyMade[]) => of.map(({ query }) => String(query.expr));

  it('brings the host’s name from the exporter’s info metric to what is known by instance alone', () => {
    expect(all.map(({ key }) => key)).toEqual(
      ['nodename', 'hostname', 'nodename', 'hostname'].map((label) => ({ label, kind: 'host' }))
    );
    for (const { query, key } of all) {
      const info = {
        nodename: 'node_uname_info',
        hostname: 'windows_os_hostname or windows_cs_hostname',
      }[key.label];
      expect(query.expr).toMatch(/^\(100 \* \(1 - .*\)\) \* on\(instance\) group_left\(/);
      expect(String(query.expr).split(' * on(instance) ')[1]).toBe(
        `group_left(${key.label}) max by (instance, ${key.label}) (${info})`
      );
    }
  });

  it('has the root volume and the network but for the loopback', () => {
    const [linuxDisk, windowsDisk] = expressions(PROMETHEUS.disk);
    expect(linuxDisk).toContain('max by (instance) (node_filesystem_avail_bytes{mountpoint="/"})');
    expect(windowsDisk).toContain('max by (instance) (windows_logical_disk_size_bytes{volume="C:"})');
    expect(expressions(PROMETHEUS.networkIn)[0]).toContain(
      'sum by (instance) (rate(node_network_receive_bytes_total{device!="lo"}[5m]))'
    );
    expect(expressions(PROMETHEUS.networkOut)[1]).toContain('rate(windows_net_bytes_sent_total[5m])');
  });

  it('asks each exporter for its own metrics, by the names of its old and new versions', () => {
    const [linuxCpu, windowsCpu] = expressions(PROMETHEUS.cpu);
    expect(linuxCpu).toContain('avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))');
    expect(windowsCpu).toContain('avg by (instance) (rate(windows_cpu_time_total{mode="idle"}[5m]))');
    const [linuxMemory, windowsMemory] = expressions(PROMETHEUS.memory);
    expect(linuxMemory).toContain(
      'max by (instance) (node_memory_MemAvailable_bytes) / max by (instance) (node_memory_MemTotal_bytes)'
    );
    expect(windowsMemory).toContain(
      'max by (instance) (windows_memory_physical_free_bytes or windows_os_physical_memory_free_bytes)' +
        ' / max by (instance) (windows_memory_physical_total_bytes or windows_cs_physical_memory_bytes)'
    );
  });
});
