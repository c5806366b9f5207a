import {
  CloudWatchClient,
  CloudWatchClientConfig,
  GetMetricDataCommand,
  MetricAlarm,
  paginateDescribeAlarms,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';

import { baseCredentials } from '../aws/credentials';
import { makeEstate } from '../estate/makeEstate';
import { Simulator, startSimulator } from '../server';

const now = Date.now();
const estate = makeEstate({ nodes: 600, seed: 7, now });
const { id: account, regions } = estate.accounts[0];
const instances = estate.machines.filter(
  (machine) => machine.ec2 && machine.account === account && machine.region === regions[0]
);
const running = instances.filter(({ power }) => power.running);

const protocols: Array<[string, CloudWatchClientConfig['protocol']]> = [
  ['Smithy RPC v2 CBOR', AwsSmithyRpcV2CborProtocol],
  ['AWS JSON 1.0', undefined],
  ['AWS query', AwsQueryProtocol],
];

/** AWS's own client for JavaScript, in each protocol that CloudWatch speaks. */
describe.each(protocols)('the AWS SDK for JavaScript over %s', (_, protocol) => {
  let simulator: Simulator;
  let client: CloudWatchClient;

  beforeAll(async () => {
    simulator = await startSimulator({ estate });
    client = new CloudWatchClient({
      region: regions[0],
      endpoint: simulator.url,
      credentials: baseCredentials,
      maxAttempts: 1,
      ...(protocol ? { protocol } : {}),
    });
  });
  afterAll(async () => {
    client.destroy();
    await simulator.close();
  });

  const window = { StartTime: new Date(now - 3_600_000), EndTime: new Date(now) };

  it('lists every metric, page by page', async () => {
    const ids: string[] = [];
    for await (const { Metrics } of paginateListMetrics(
      { client },
      { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', RecentlyActive: 'PT3H' }
    )) {
      ids.push(...Metrics!.map(({ Dimensions }) => Dimensions![0].Value!));
    }
    expect(ids.sort()).toEqual(expect.arrayContaining(running.map(({ ec2 }) => ec2!.instanceId)));
    let pages = 0;
    for await (const { Metrics } of paginateListMetrics({ client }, {})) {
      expect(Metrics!.length).toBeLessThanOrEqual(500);
      pages++;
    }
    expect(pages).toBeGreaterThan(1);
  });

  it('reads metrics, a search and math in one call, over pages', async () => {
    const Dimensions = [{ Name: 'InstanceId', Value: running[0].ec2!.instanceId }];
    const Metric = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions };
    const input = {
      ...window,
      ScanBy: 'TimestampAscending' as const,
      MaxDatapoints: 100,
      MetricDataQueries: [
        { Id: 'm1', MetricStat: { Metric, Stat: 'Average', Period: 300 } },
        { Id: 'e1', Expression: 'm1*2', Period: 300, Label: 'twice' },
        {
          Id: 's1',
          Expression: `REMOVE_EMPTY(SEARCH('{AWS/EC2,InstanceId} MetricName="CPUUtilization"', 'Maximum', 300))`,
          Label: "${PROP('Dim.InstanceId')}",
        },
      ],
    };
    const values = new Map<string, number[]>();
    let pages = 0;
    for await (const { MetricDataResults } of paginateGetMetricData({ client }, input)) {
      pages++;
      for (const { Id, Label, Values, Timestamps } of MetricDataResults!) {
        expect(Timestamps).toHaveLength(Values!.length);
        values.set(`${Id}/${Label}`, [...(values.get(`${Id}/${Label}`) ?? []), ...Values!]);
        for (const timestamp of Timestamps!) {
          expect(timestamp.getTime()).toBeGreaterThan(now - 3_900_000);
        }
      }
    }
    expect(pages).toBeGreaterThan(1);
    const one = values.get('m1/CPUUtilization')!;
    expect(one.length).toBeGreaterThan(8);
    expect(values.get('e1/twice')).toEqual(one.map((value) => 2 * value));
    expect([...values.keys()].filter((key) => key.startsWith('s1/')).sort()).toEqual(
      running.map(({ ec2 }) => `s1/${ec2!.instanceId}`).sort()
    );
  });

  it('lists alarms of both kinds, page by page', async () => {
    const alarms: MetricAlarm[] = [];
    const composites: string[] = [];
    for await (const { MetricAlarms, CompositeAlarms } of paginateDescribeAlarms(
      { client, pageSize: 100 },
      { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }
    )) {
      alarms.push(...(MetricAlarms ?? []));
      composites.push(...(CompositeAlarms ?? []).map(({ AlarmName }) => AlarmName!));
    }
    const ours = <T extends { account: string; region: string }>(all: T[]) =>
      all.filter((each) => each.account === account && each.region === regions[0]);
    expect(composites).toEqual(ours(estate.compositeAlarms).map(({ alarmName }) => alarmName));
    expect(alarms.map((each) => [each.AlarmName, each.StateUpdatedTimestamp?.getTime(), each.Threshold])).toEqual(
      ours(estate.metricAlarms).map(({ alarmName, stateUpdatedAt, threshold }) => [
        alarmName,
        stateUpdatedAt,
        threshold,
      ])
    );
    expect(alarms.length).toBeGreaterThan(100);
  });

  it('gets errors that name what was wrong', async () => {
    const broken = { ...window, MetricDataQueries: [{ Id: 'e1', Expression: 'm1+', Period: 60 }] };
    await expect(client.send(new GetMetricDataCommand(broken))).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Error in expression 'e1': Undefined variable m1",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is refused with a wrong secret', async () => {
    const stranger = new CloudWatchClient({
      region: regions[0],
      endpoint: simulator.url,
      credentials: { ...baseCredentials, secretAccessKey: 'wrong' },
      maxAttempts: 1,
      ...(protocol ? { protocol } : {}),
    });
    await expect(stranger.send(new GetMetricDataCommand({ ...window, MetricDataQueries: [] }))).rejects.toMatchObject({
      name: expect.stringMatching(/^(SignatureDoesNotMatch|InvalidSignature(Exception)?)$/),
    });
    stranger.destroy();
  });
});
