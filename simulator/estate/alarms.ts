import { accounts } from './accounts';
import { spreadAges } from './ages';
import { type CompositeAlarm, type Machine, type MetricAlarm } from './machine';
import { type Place } from './places';
import { Random } from './random';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Instances whose status checks somebody watches, in an account and Region: in the base account's first more than a page of 100. */
const watched = { first: 110, others: 12 };

type Template = Pick<MetricAlarm, 'alarmName' | 'state'> & Partial<MetricAlarm>;

/** Alarms on metrics, by name: of instances, of hosts outside of AWS, and of what is no machine at all. */
export function makeMetricAlarms(machines: Machine[], seed: number, madeAt: number): MetricAlarm[] {
  return accounts.flatMap(({ id: account, regions }, i) =>
    regions.flatMap((region, j) => {
      const place = { account, region };
      const random = new Random(seed, 'alarms', account, region);
      const there = machines.filter((each) => each.account === account && each.region === region);
      const known = there.filter(({ ec2, metrics }) => ec2 && metrics.cloudWatch.ec2);
      // Who had trouble with an instance watches it.
      const instances = [...known.filter(isInTrouble), ...known.filter((each) => !isInTrouble(each))];
      const templates = [
        ...instances.slice(0, i + j === 0 ? watched.first : watched.others).map((each) => statusCheck(each, madeAt)),
        ...known.slice(0, 10).map((each) => processorLoad(each, random)),
        ...there
          .filter(({ metrics }) => metrics.cloudWatch.agent === 'host')
          .slice(0, 10)
          .map(memory),
        ...noMachines(place),
      ];
      const ages = random.shuffle(spreadAges(templates.length, random));
      return templates
        .map((template, n) => metricAlarm(template, place, madeAt - ages[n], madeAt - random.int(100, 900) * day))
        .sort(byName);
    })
  );
}

function isInTrouble({ power, ssm }: Machine): boolean {
  return !power.running || (ssm !== null && ssm.silentSince !== null);
}

/** A machine that hangs fails its check; one that is stopped has no data. */
function statusCheck({ ec2, power, ssm }: Machine, madeAt: number): Template {
  const instanceId = ec2!.instanceId;
  const hangsSince = power.running ? (ssm?.silentSince ?? null) : null;
  const since = hangsSince ?? power.stoppedAt;
  return {
    alarmName: `status-check-${instanceId}`,
    namespace: 'AWS/EC2',
    metricName: 'StatusCheckFailed',
    statistic: 'Maximum',
    dimensions: { InstanceId: instanceId },
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    state: !power.running ? 'INSUFFICIENT_DATA' : hangsSince !== null ? 'ALARM' : 'OK',
    // It takes two periods to tell.
    ...(since === null ? {} : { stateUpdatedAt: Math.min(since + 10 * minute, madeAt) }),
  };
}

function processorLoad({ ec2, power }: Machine, random: Random): Template {
  const instanceId = ec2!.instanceId;
  return {
    alarmName: `cpu-${instanceId}`,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensions: { InstanceId: instanceId },
    threshold: 90,
    state: !power.running ? 'INSUFFICIENT_DATA' : random.chance(0.3) ? 'ALARM' : 'OK',
    actionsEnabled: !random.chance(0.2),
  };
}

function memory({ os, names, power }: Machine, n: number): Template {
  const windows = os.type === 'Windows';
  return {
    alarmName: `memory-${names.hostname}-${n}`,
    namespace: 'CWAgent',
    metricName: windows ? 'Memory % Committed Bytes In Use' : 'mem_used_percent',
    dimensions: windows ? { host: names.hostname, objectname: 'Memory' } : { host: names.hostname },
    threshold: 92.5,
    state: !power.running ? 'INSUFFICIENT_DATA' : n === 1 ? 'ALARM' : 'OK',
    treatMissingData: 'breaching',
  };
}

function noMachines({ region }: Place): Template[] {
  return [
    {
      alarmName: 'orders-db-cpu',
      namespace: 'AWS/RDS',
      metricName: 'CPUUtilization',
      dimensions: { DBInstanceIdentifier: 'orders' },
      threshold: 85,
      state: 'ALARM',
    },
    {
      // As people may write them: markup, a formula, several lines.
      alarmName: 'checkout errors <img src=x onerror=alert(1)>',
      description: '=HYPERLINK("javascript:alert(1)")\n[Runbook](javascript:alert(1)) </script>',
      namespace: 'Acme/Shop',
      metricName: 'CheckoutErrors',
      statistic: 'Sum',
      threshold: 5,
      state: 'OK',
    },
    {
      alarmName: 'fleet-cpu',
      description: 'Over all instances, by a query',
      expression: 'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)',
      namespace: null,
      metricName: null,
      statistic: null,
      threshold: 70,
      state: region === 'eu-west-1' ? 'OK' : 'INSUFFICIENT_DATA',
    },
  ];
}

function metricAlarm(template: Template, place: Place, stateUpdatedAt: number, configuredAt: number): MetricAlarm {
  const alarm = {
    ...place,
    description: null,
    actionsEnabled: true,
    alarmActions: [`arn:aws:sns:${place.region}:${place.account}:operations`],
    configuredAt,
    stateUpdatedAt,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    expression: null,
    statistic: 'Average',
    dimensions: {},
    period: 300,
    evaluationPeriods: 2,
    threshold: 0,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: null,
    ...template,
  } satisfies Omit<MetricAlarm, 'stateReason'>;
  return { ...alarm, stateReason: reasonOf(alarm) };
}

/** In CloudWatch's own words. */
function reasonOf({ state, threshold, comparisonOperator }: Omit<MetricAlarm, 'stateReason'>): string {
  const relation = comparisonOperator === 'GreaterThanThreshold' ? 'greater than' : 'greater than or equal to';
  const bound = `${relation} the threshold (${threshold.toFixed(1)})`;
  switch (state) {
    case 'INSUFFICIENT_DATA':
      return 'Insufficient Data: 2 datapoints were unknown.';
    case 'ALARM':
      return `Threshold Crossed: 2 datapoints [${threshold + 4}.0, ${threshold + 1}.0] were ${bound}.`;
    case 'OK':
      return `Threshold Crossed: 2 datapoints [${threshold / 2}, 0.0] were not ${bound}.`;
  }
}

/** A rule speaks of so many alarms at the most. */
const mostChildren = 100;

/** Alarms on other alarms, by name: one of them keeps quiet while another is in alarm. */
export function makeCompositeAlarms(metricAlarms: MetricAlarm[], seed: number, madeAt: number): CompositeAlarm[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'composite alarms', account, region);
      const there = metricAlarms.filter((each) => each.account === account && each.region === region);
      const named = (pattern: RegExp) => there.filter(({ alarmName }) => pattern.test(alarmName));
      const groups: Array<[name: string, children: MetricAlarm[], suppressor: string | null]> = [
        ['any-instance-hangs', named(/^status-check-/).slice(0, mostChildren), null],
        ['shop-is-down', named(/^(orders-db-cpu|checkout errors)/), 'planned-work'],
      ];
      return groups
        .filter(([, children]) => children.length > 0)
        .map(([alarmName, children, suppressor]): CompositeAlarm => {
          const alarming = children.filter(({ state }) => state === 'ALARM');
          const state = alarming.length > 0 ? 'ALARM' : 'OK';
          return {
            account,
            region,
            alarmName,
            description: null,
            actionsEnabled: true,
            alarmActions: [`arn:aws:sns:${region}:${account}:on-call`],
            rule: children.map((child) => `ALARM("${child.alarmName}")`).join(' OR '),
            children: children.map((child) => child.alarmName),
            state,
            stateReason: `${alarmArn({ account, region, alarmName: (alarming[0] ?? children[0]).alarmName })} transitioned to ${state}`,
            stateUpdatedAt: Math.max(
              ...(alarming.length > 0 ? alarming : children).map((child) => child.stateUpdatedAt)
            ),
            configuredAt: madeAt - random.int(100, 900) * day,
            suppressor,
          };
        });
    })
  );
}

export function alarmArn({ account, region, alarmName }: Place & { alarmName: string }): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`;
}

function byName(a: MetricAlarm, b: MetricAlarm): number {
  return a.alarmName < b.alarmName ? -1 : Number(a.alarmName > b.alarmName);
}
