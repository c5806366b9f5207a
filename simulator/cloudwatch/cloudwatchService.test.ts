import type { GetMetricDataOutput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';

import type { AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import type { Machine } from '../estate/machine';
import { poweredSpan, respondingSpan } from '../metrics/presence';
import { mean } from '../metrics/signal';
import { workloadOf } from '../metrics/workload';
import { makeCloudwatchService } from './cloudwatchService';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 30);
const estate = makeEstate({ nodes: 2400, seed: 7, now: NOW });
const service = makeCloudwatchService(estate, () => NOW);
const { account, region } = estate.machines[0];
const call = { account, region } as AwsCall;
const there = estate.machines.filter((machine) => machine.account === account && machine.region === region);
const running = (machine: Machine) => machine.power.running;
const ec2 = there.filter((machine) => machine.metrics.cloudWatch.ec2);
const instance = ec2.find(running)!;

const getMetricData = (MetricDataQueries: object[], more: object = {}) =>
  service.operations.GetMetricData(
    {
      MetricDataQueries,
      StartTime: '2026-11-20T11:00:00Z',
      EndTime: '2026-11-20T12:01:00Z',
      ScanBy: 'TimestampAscending',
      ...more,
    },
    call
  ) as GetMetricDataOutput;
const listMetrics = (input: object) => service.operations.ListMetrics(input, call) as ListMetricsOutput;

function metricStat(id: string, instanceId: string, stat = 'Average', period = '60') {
  const Metric = {
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'InstanceId', Value: instanceId }],
  };
  return { Id: id, MetricStat: { Metric, Stat: stat, Period: period }, ReturnData: 'true' };
}

describe('GetMetricData', () => {
  it('answers a metric with what the machine went through', () => {
    const [result] = getMetricData([metricStat('m1', instance.ec2!.instanceId)]).MetricDataResults!;
    expect(result).toMatchObject({ Id: 'm1', Label: 'CPUUtilization', StatusCode: 'Complete' });
    // Basic monitoring has a sample every five minutes, however short the period.
    expect(result.Timestamps).toHaveLength(12);
    const first = result.Timestamps![0].getTime();
    expect(result.Values![0]).toBeCloseTo(mean(workloadOf(instance).cpuPercent, first, first + 300_000), 6);
  });

  it('answers an unknown metric with an empty result', () => {
    const { MetricDataResults } = getMetricData([metricStat('m1', 'i-00000000000000000')]);
    expect(MetricDataResults).toEqual([
      { Id: 'm1', Label: 'CPUUtilization', Timestamps: [], Values: [], StatusCode: 'Complete' },
    ]);
  });

  it('searches all instances, with the label template filled in, and leaves stopped ones out', () => {
    const { MetricDataResults } = getMetricData([
      {
        Id: 'q1',
        Expression: `REMOVE_EMPTY(SEARCH('{"AWS/EC2","InstanceId"} MetricName="CPUUtilization"', 'Average', 300))`,
        Label: "${LABEL}|&|${PROP('Dim.InstanceId')}",
      },
    ]);
    const expected = ec2.filter(running).map((machine) => machine.ec2!.instanceId);
    expect(MetricDataResults!.map(({ Label }) => Label).sort()).toEqual(expected.map((id) => `${id}|&|${id}`).sort());
    expect(ec2.length).toBeGreaterThan(expected.length);
  });

  it('lets clones of one host name share a metric', () => {
    const clone = (key: string) => ({
      ...instance,
      key,
      metrics: { ...instance.metrics, cloudWatch: { ec2: false, agent: 'host' as const } },
    });
    const [one, other] = [clone('m-1'), clone('m-2')];
    const twins = makeCloudwatchService({ ...estate, machines: [one, other] }, () => NOW);
    const namespace = {
      Namespace: 'CWAgent',
      MetricName: instance.os.type === 'Windows' ? 'Processor % Processor Time' : 'cpu_usage_idle',
    };
    const { Metrics } = twins.operations.ListMetrics(namespace, call) as ListMetricsOutput;
    expect(Metrics).toHaveLength(1);
    const data = twins.operations.GetMetricData(
      {
        MetricDataQueries: [{ Id: 'q1', MetricStat: { Metric: Metrics![0], Stat: 'Average', Period: 3600 } }],
        StartTime: new Date(NOW - 2 * 3_600_000),
        EndTime: new Date(NOW - 3_600_000),
        ScanBy: 'TimestampAscending',
      },
      call
    ) as GetMetricDataOutput;
    const { Timestamps, Values } = data.MetricDataResults![0];
    const start = Timestamps![0].getTime();
    const load = [one, other].map((machine) => mean(workloadOf(machine).cpuPercent, start, start + 3_600_000));
    const busy = (load[0] + load[1]) / 2;
    expect(Values![0]).toBeCloseTo(instance.os.type === 'Windows' ? busy : 100 - busy, 6);
  });

  it("finds the agent's metrics by host, whatever other dimensions they have", () => {
    const { MetricDataResults } = getMetricData([
      {
        Id: 'q1',
        Expression: `REMOVE_EMPTY(SEARCH('Namespace="CWAgent" MetricName="disk_used_percent" "path"="/" "host"', 'Average', 60))`,
        Label: "${LABEL}|&|${PROP('Dim.host')}",
      },
    ]);
    const hosts = there.filter(
      (machine) =>
        machine.metrics.cloudWatch.agent === 'host' && machine.os.type !== 'Windows' && respondingSpan(machine).to > NOW
    );
    expect(hosts.length).toBeGreaterThan(0);
    expect(MetricDataResults!.map(({ Label }) => Label!.split('|&|')[1]).sort()).toEqual(
      [...new Set(hosts.map((machine) => machine.names.hostname))].sort()
    );
  });

  it('reads the same processor by the agent as by EC2', () => {
    const both = ec2.find(
      (machine) => machine.metrics.cloudWatch.agent && machine.os.type === 'Linux' && respondingSpan(machine).to > NOW
    )!;
    const id = both.ec2!.instanceId;
    const { MetricDataResults } = getMetricData([
      metricStat('ec2', id, 'Average', '3600'),
      {
        Id: 'agent',
        MetricStat: {
          Metric: {
            Namespace: 'CWAgent',
            MetricName: 'cpu_usage_idle',
            Dimensions: [
              { Name: 'cpu', Value: 'cpu-total' },
              { Name: 'InstanceId', Value: id },
            ],
          },
          Stat: 'Average',
          Period: '3600',
        },
        ReturnData: 'false',
      },
      { Id: 'busy', Expression: '100-agent', Period: '3600' },
    ]);
    expect(MetricDataResults!.map(({ Id }) => Id)).toEqual(['ec2', 'busy']);
    expect(MetricDataResults![1].Values![0]).toBeCloseTo(MetricDataResults![0].Values![0], 6);
  });

  it('groups by Metrics Insights', () => {
    const { MetricDataResults } = getMetricData([
      {
        Id: 'q1',
        Expression:
          'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId ORDER BY MAX() DESC LIMIT 5',
        Period: '300',
      },
    ]);
    const highest = MetricDataResults!.map(({ Values }) => Math.max(...Values!));
    expect(highest).toHaveLength(5);
    expect(highest).toEqual([...highest].sort((a, b) => b - a));
    const [whole] = getMetricData([
      { Id: 'all', Expression: 'SELECT COUNT(CPUUtilization) FROM "AWS/EC2"', Period: '300' },
    ]).MetricDataResults!;
    expect(whole.Label).toBe('CPUUtilization');
    const lastSample = whole.Timestamps!.at(-1)!.getTime();
    const sampled = ec2.map(poweredSpan).filter(({ from, to }) => from <= lastSample && to > NOW);
    expect(whole.Values!.at(-1)).toBe(sampled.length);
  });

  it('gives 500 series of a search and says that there were more', () => {
    const crowded = makeEstate({ nodes: 12_000, seed: 7, now: NOW });
    const output = makeCloudwatchService(crowded, () => NOW).operations.GetMetricData(
      {
        MetricDataQueries: [{ Id: 'q1', Expression: `SEARCH('{AWS/EC2,InstanceId} CPUUtilization', 'Average', 3600)` }],
        StartTime: new Date(NOW - 3_600_000),
        EndTime: new Date(NOW),
      },
      call
    ) as GetMetricDataOutput;
    expect(output.MetricDataResults).toHaveLength(500);
    expect(output.Messages).toEqual([
      { Code: 'MaxQueryResultsExceeded', Value: 'Only the first 500 time series can be returned by a query.' },
    ]);
  });

  it('goes on where the last page ended', () => {
    const queries = [metricStat('m1', instance.ec2!.instanceId), metricStat('m2', instance.ec2!.instanceId)];
    const whole = getMetricData(queries).MetricDataResults!;
    const first = getMetricData(queries, { MaxDatapoints: '18' });
    // Grafana asks for the next page with a later EndTime.
    const second = getMetricData(queries, {
      MaxDatapoints: '18',
      NextToken: first.NextToken,
      EndTime: '2026-11-20T12:02:00Z',
    });
    expect(first.MetricDataResults!.map(({ StatusCode }) => StatusCode)).toEqual(['Complete', 'PartialData']);
    expect(second.NextToken).toBeUndefined();
    const parts = [...first.MetricDataResults!, ...second.MetricDataResults!].filter(({ Id }) => Id === 'm2');
    expect(parts.flatMap(({ Values }) => Values)).toEqual(whole[1].Values);
  });

  it.each([
    [[{ Id: 'e1', Expression: 'm1+' }], "Error in expression 'e1': Undefined variable m1"],
    [
      [metricStat('m1', 'i-1'), { Id: 'e1', Expression: 'm1+' }],
      "Error in expression 'e1': Unexpected end of expression",
    ],
    [[{ Id: 'e1', Expression: 'e1*2' }], "Error in expression 'e1': the expression refers to itself"],
    [[{ Id: 'e1', Expression: '1+1' }], "Error in expression 'e1': the expression must return a time series"],
    [[{ Id: 'e1' }], "The query 'e1' needs either MetricStat or Expression"],
    [[metricStat('m1', instance.ec2!.instanceId, 'Averige')], 'The value Averige for parameter Stat'],
    [[metricStat('m1', 'i-1', 'Average', '90')], 'The value 90 for parameter Period'],
    [[], 'MetricDataQueries has 0 members'],
    [Array.from({ length: 501 }, (_, i) => metricStat(`m${i}`, 'i-1')), 'MetricDataQueries has 501 members'],
  ])('refuses what it cannot answer (%#)', (queries, message) => {
    expect(() => getMetricData(queries)).toThrow(message);
  });

  it('refuses a window that ends before it starts', () => {
    expect(() => getMetricData([metricStat('m1', 'i-1')], { EndTime: '2026-11-20T10:00:00Z' })).toThrow(
      'must be less than'
    );
  });
});

describe('ListMetrics', () => {
  const everyPage = (input: object) => {
    const metrics: NonNullable<ListMetricsOutput['Metrics']> = [];
    let NextToken: string | undefined;
    do {
      const page = listMetrics({ ...input, NextToken });
      expect(page.Metrics!.length).toBeLessThanOrEqual(500);
      metrics.push(...page.Metrics!);
      NextToken = page.NextToken;
    } while (NextToken);
    return metrics;
  };

  it('gives every metric once, in pages of 500', () => {
    const metrics = everyPage({});
    expect(metrics.length).toBeGreaterThan(1000);
    expect(new Set(metrics.map((metric) => JSON.stringify(metric))).size).toBe(metrics.length);
  });

  it('knows a stopped instance for two weeks, but not as recently active', () => {
    const stopped = estate.machines.find(
      ({ ec2: facts, power }) =>
        facts && power.stoppedAt && power.stoppedAt > NOW - 13 * 86_400_000 && power.stoppedAt < NOW - 4 * 3_600_000
    )!;
    const at = { account: stopped.account, region: stopped.region } as AwsCall;
    const input = {
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: stopped.ec2!.instanceId }],
    };
    const list = (more: object) =>
      (service.operations.ListMetrics({ ...input, ...more }, at) as ListMetricsOutput).Metrics;
    expect(list({})).toHaveLength(1);
    expect(list({ RecentlyActive: 'PT3H' })).toHaveLength(0);
  });

  it('filters by dimension names and by alternatives of values', () => {
    const ids = ec2
      .filter(running)
      .slice(0, 2)
      .map((machine) => machine.ec2!.instanceId);
    const byValues = everyPage({
      MetricName: 'CPUUtilization',
      Dimensions: ids.map((Value) => ({ Name: 'InstanceId', Value })),
    });
    expect(byValues.map(({ Dimensions }) => Dimensions![0].Value).sort()).toEqual(ids.sort());
    const names = everyPage({ Namespace: 'CWAgent', Dimensions: [{ Name: 'fstype' }] }).map(
      (metric) => metric.MetricName
    );
    expect(new Set(names)).toEqual(new Set(['disk_used_percent']));
  });

  it('refuses a token and a span that do not exist', () => {
    expect(() => listMetrics({ NextToken: 'x' })).toThrow('NextToken');
    expect(() => listMetrics({ RecentlyActive: 'PT9H' })).toThrow('PT3H');
  });
});
