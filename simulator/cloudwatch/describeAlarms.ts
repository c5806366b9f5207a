import type {
  CompositeAlarm as CloudwatchCompositeAlarm,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsOutput,
  MetricAlarm as CloudwatchMetricAlarm,
} from '@aws-sdk/client-cloudwatch';

import { AwsCall, AwsError } from '../aws/awsService';
import { takePage } from '../aws/pages';
import { alarmArn } from '../estate/alarms';
import type { CompositeAlarm, Estate, MetricAlarm } from '../estate/machine';
import type { Place } from '../estate/places';
import { dimensionsOf, optionalInteger, optionalText, requiredText, texts } from './requestInput';

type Alarm = MetricAlarm | CompositeAlarm;
type Input = Record<string, unknown>;

const MOST = 100;
const types = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'];
const states = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/**
 * DescribeAlarms: up to 100 a page, composite alarms before those on metrics, each by name. Where no type is asked for: those on
 * metrics alone. There are none on logs.
 */
export function describeAlarms(estate: Estate) {
  return (input: Input, call: AwsCall): DescribeAlarmsOutput => {
    const size = optionalInteger(input, 'MaxRecords') ?? 50;
    if (size < 1 || size > MOST) {
      throw new AwsError(
        'ValidationException',
        `The value ${size} for parameter MaxRecords must be from 1 to ${MOST}.`
      );
    }
    const found = related(estate, input, call) ?? filtered(estate, input, call);
    const { NextToken: _, ...query } = input;
    const { items, nextToken } = takePage(
      found,
      {
        size: Math.min(size, call.mostPerPage),
        token: optionalText(input, 'NextToken'),
        of: [call.operation, call.account, call.region, query],
      },
      () => new AwsError('InvalidNextToken', 'The next token specified is invalid.')
    );
    return {
      CompositeAlarms: items.filter(isComposite).map(toCompositeAlarm),
      MetricAlarms: items.filter((alarm) => !isComposite(alarm)).map((alarm) => toMetricAlarm(alarm as MetricAlarm)),
      NextToken: nextToken,
    };
  };
}

/** DescribeAlarmsForMetric: those on one metric, by exactly its dimensions. */
export function describeAlarmsForMetric(estate: Estate) {
  return (input: Input, call: AwsCall): DescribeAlarmsForMetricOutput => {
    const namespace = requiredText(input, 'Namespace');
    const metricName = requiredText(input, 'MetricName');
    const wanted = dimensionsOf(input);
    const fits = (alarm: MetricAlarm) =>
      alarm.namespace === namespace &&
      alarm.metricName === metricName &&
      Object.keys(alarm.dimensions).length === wanted.length &&
      wanted.every(({ Name, Value }) => alarm.dimensions[Name!] === Value);
    return { MetricAlarms: inPlace(estate.metricAlarms, call).filter(fits).map(toMetricAlarm) };
  };
}

/** Those that a composite alarm's rule speaks of, or whose rules speak of an alarm; null where neither is asked for. */
function related(estate: Estate, input: Input, place: Place): Alarm[] | null {
  const parent = optionalText(input, 'ChildrenOfAlarmName');
  const child = optionalText(input, 'ParentsOfAlarmName');
  if (parent === undefined && child === undefined) {
    return null;
  }
  const others = Object.keys(input).filter((name) => !['MaxRecords', 'NextToken'].includes(name));
  if (others.length > 1) {
    throw new AwsError('ValidationException', `ChildrenOfAlarmName and ParentsOfAlarmName can't be used with others.`);
  }
  const composites = inPlace(estate.compositeAlarms, place);
  if (parent === undefined) {
    return composites.filter(({ children }) => children.includes(child!));
  }
  const names = composites.find(({ alarmName }) => alarmName === parent)?.children ?? [];
  return inPlace(estate.metricAlarms, place).filter(({ alarmName }) => names.includes(alarmName));
}

function filtered(estate: Estate, input: Input, place: Place): Alarm[] {
  const names = texts(input, 'AlarmNames');
  const prefix = optionalText(input, 'AlarmNamePrefix');
  if (names.length > 0 && prefix !== undefined) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'AlarmNames and AlarmNamePrefix can not be used together.'
    );
  }
  if (names.length > MOST) {
    throw new AwsError('ValidationException', `AlarmNames has ${names.length} names: it can have ${MOST}.`);
  }
  const wanted = texts(input, 'AlarmTypes').map((type) => known(type, types, 'AlarmTypes'));
  const state = optionalText(input, 'StateValue');
  if (state !== undefined) {
    known(state, states, 'StateValue');
  }
  const action = optionalText(input, 'ActionPrefix');
  const isWanted = (type: string) => (wanted.length === 0 ? type === 'MetricAlarm' : wanted.includes(type));
  return [
    ...(isWanted('CompositeAlarm') ? inPlace(estate.compositeAlarms, place) : []),
    ...(isWanted('MetricAlarm') ? inPlace(estate.metricAlarms, place) : []),
  ].filter(
    (alarm) =>
      (names.length === 0 || names.includes(alarm.alarmName)) &&
      (prefix === undefined || alarm.alarmName.startsWith(prefix)) &&
      (state === undefined || alarm.state === state) &&
      (action === undefined || alarm.alarmActions.some((arn) => arn.startsWith(action)))
  );
}

function known(value: string, valid: string[], name: string): string {
  if (!valid.includes(value)) {
    throw new AwsError(
      'ValidationException',
      `The value ${value} for parameter ${name} must be of ${valid.join(', ')}.`
    );
  }
  return value;
}

function inPlace<T extends Place>(all: T[], { account, region }: Place): T[] {
  return all.filter((each) => each.account === account && each.region === region);
}

function isComposite(alarm: Alarm): alarm is CompositeAlarm {
  return 'rule' in alarm;
}

function common(alarm: Alarm) {
  return {
    AlarmName: alarm.alarmName,
    AlarmArn: alarmArn(alarm),
    AlarmDescription: alarm.description ?? undefined,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [],
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: [],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateUpdatedAt),
  };
}

function toCompositeAlarm(alarm: CompositeAlarm): CloudwatchCompositeAlarm {
  const { suppressor } = alarm;
  return {
    ...common(alarm),
    AlarmRule: alarm.rule,
    ...(suppressor !== null && {
      ActionsSuppressor: alarmArn({ ...alarm, alarmName: suppressor }),
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
      ActionsSuppressedBy: alarm.state === 'ALARM' ? ('Alarm' as const) : undefined,
      ActionsSuppressedReason: alarm.state === 'ALARM' ? `Actions suppressed by ${suppressor}` : undefined,
    }),
  };
}

function toMetricAlarm(alarm: MetricAlarm): CloudwatchMetricAlarm {
  const { expression } = alarm;
  return {
    ...common(alarm),
    MetricName: alarm.metricName ?? undefined,
    Namespace: alarm.namespace ?? undefined,
    Statistic: alarm.statistic ?? undefined,
    Dimensions: Object.entries(alarm.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Period: expression === null ? alarm.period : undefined,
    EvaluationPeriods: alarm.evaluationPeriods,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparisonOperator,
    TreatMissingData: alarm.treatMissingData ?? undefined,
    Metrics:
      expression === null ? undefined : [{ Id: 'q1', Expression: expression, Period: alarm.period, ReturnData: true }],
  };
}
