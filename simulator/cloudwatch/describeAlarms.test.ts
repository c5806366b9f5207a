import type { DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';

import type { AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { respondingSpan } from '../metrics/presence';
import { describeAlarms, describeAlarmsForMetric } from './describeAlarms';

const now = Date.UTC(2026, 10, 21, 12);
const estate = makeEstate({ nodes: 800, seed: 7, now });
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'DescribeAlarms', ...place, mostPerPage: Infinity } as AwsCall;
const operation = describeAlarms(estate);
const ask = (input: Record<string, unknown>) => operation(input, call);
const ours = <T extends { account: string; region: string }>(all: T[]) =>
  all.filter(({ account, region }) => account === place.account && region === place.region);
const metricAlarms = ours(estate.metricAlarms);
const names = ({ MetricAlarms = [], CompositeAlarms = [] }: DescribeAlarmsOutput) =>
  [...CompositeAlarms, ...MetricAlarms].map(({ AlarmName }) => AlarmName);

test('those on metrics where no type is asked for, by name, 100 a page at the most', () => {
  const first = ask({ MaxRecords: 100 });
  const second = ask({ MaxRecords: 100, NextToken: first.NextToken });
  expect([first.MetricAlarms?.length, second.NextToken]).toEqual([100, undefined]);
  expect([...names(first), ...names(second)]).toEqual(metricAlarms.map(({ alarmName }) => alarmName));
  expect(names(ask({}))).toHaveLength(50);
});

test('in every state, on instances, on hosts and on neither, some of them without actions', () => {
  expect(new Set(metricAlarms.map(({ state }) => state))).toEqual(new Set(['OK', 'ALARM', 'INSUFFICIENT_DATA']));
  const dimensions = new Set(metricAlarms.map((each) => Object.keys(each.dimensions)[0] ?? 'none'));
  expect(dimensions).toEqual(new Set(['InstanceId', 'host', 'DBInstanceIdentifier', 'none']));
  expect(new Set(metricAlarms.map(({ actionsEnabled }) => actionsEnabled)).size).toBe(2);
  for (const age of [3600_000, 24 * 3600_000]) {
    expect(metricAlarms.some(({ stateUpdatedAt }) => stateUpdatedAt > now - age)).toBe(true);
  }
});

test('a status check fails where the instance hangs, and has no data where it is stopped', () => {
  const checks = estate.metricAlarms.filter(({ metricName }) => metricName === 'StatusCheckFailed');
  expect(checks.length).toBeGreaterThan(100);
  expect(new Set(checks.map(({ state }) => state)).size).toBe(3);
  for (const { dimensions, state } of checks) {
    const machine = estate.machines.find(({ ec2 }) => ec2?.instanceId === dimensions.InstanceId)!;
    const hangs = respondingSpan(machine).to !== Infinity;
    expect(state).toBe(!machine.power.running ? 'INSUFFICIENT_DATA' : hangs ? 'ALARM' : 'OK');
  }
});

test('composite alarms follow from those that they speak of', () => {
  const { CompositeAlarms = [], MetricAlarms } = ask({ AlarmTypes: ['CompositeAlarm'] });
  expect([CompositeAlarms.length, MetricAlarms]).toEqual([2, []]);
  for (const { AlarmName, AlarmRule, StateValue } of CompositeAlarms) {
    const children = ask({ ChildrenOfAlarmName: AlarmName, MaxRecords: 100 }).MetricAlarms!;
    expect(AlarmRule).toBe(children.map((child) => `ALARM("${child.AlarmName}")`).join(' OR '));
    expect(StateValue).toBe(children.some((child) => child.StateValue === 'ALARM') ? 'ALARM' : 'OK');
    expect(names(ask({ ParentsOfAlarmName: children[0].AlarmName }))).toEqual([AlarmName]);
  }
  expect(CompositeAlarms.map(({ ActionsSuppressedBy }) => ActionsSuppressedBy)).toEqual([undefined, 'Alarm']);
});

test('filters', () => {
  const both = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 };
  const alarming = [...ours(estate.compositeAlarms), ...metricAlarms].filter(({ state }) => state === 'ALARM');
  expect(names(ask({ ...both, StateValue: 'ALARM' }))).toEqual(alarming.map(({ alarmName }) => alarmName));
  expect(names(ask({ AlarmNamePrefix: 'orders-' }))).toEqual(['orders-db-cpu']);
  expect(names(ask({ ...both, AlarmNames: ['fleet-cpu', 'shop-is-down'] }))).toEqual(['shop-is-down', 'fleet-cpu']);
  const action = `arn:aws:sns:${place.region}:${place.account}:on-call`;
  expect(names(ask({ ...both, ActionPrefix: action }))).toEqual(['any-instance-hangs', 'shop-is-down']);
  expect(names(ask({ AlarmTypes: ['LogAlarm'] }))).toEqual([]);
});

test('an expression has no metric', () => {
  const [alarm] = ask({ AlarmNames: ['fleet-cpu'] }).MetricAlarms!;
  expect(alarm).toMatchObject({ Metrics: [{ Expression: expect.stringMatching(/^SELECT/) }], Dimensions: [] });
  expect([alarm.MetricName, alarm.Namespace, alarm.Period]).toEqual([undefined, undefined, undefined]);
});

test('those of one metric', () => {
  const {
    namespace: Namespace,
    metricName: MetricName,
    dimensions,
  } = metricAlarms.find((each) => each.metricName === 'CPUUtilization')!;
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const found = describeAlarmsForMetric(estate)({ Namespace, MetricName, Dimensions }, call).MetricAlarms!;
  expect(found.map(({ AlarmName }) => AlarmName)).toEqual([`cpu-${dimensions.InstanceId}`]);
  expect(describeAlarmsForMetric(estate)({ Namespace, MetricName }, call).MetricAlarms).toEqual([]);
});

test.each([
  [
    'names and a beginning of names',
    { AlarmNames: ['a'], AlarmNamePrefix: 'a' },
    'InvalidParameterCombinationException',
  ],
  ['an unknown type', { AlarmTypes: ['Alarm'] }, 'ValidationException'],
  ['an unknown state', { StateValue: 'FINE' }, 'ValidationException'],
  ['too many records', { MaxRecords: 101 }, 'ValidationException'],
  ['children with others', { ChildrenOfAlarmName: 'a', StateValue: 'OK' }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: code }));
});
