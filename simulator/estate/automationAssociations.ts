import { type Association, type Machine } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;
const mostTargets = 5;

const templates = [
  {
    account: '111122223333',
    region: 'eu-west-1',
    associationName: 'Stop-Development-At-Night',
    documentName: 'AWS-StopEC2Instance',
    scheduleExpression: 'cron(0 20 ? * * *)',
    isTarget: ({ tags }: Machine) => tags.Environment === 'development',
  },
  {
    account: '333344445555',
    region: 'us-east-1',
    associationName: 'Restart-Workers',
    documentName: 'AWS-RestartEC2Instance',
    scheduleExpression: 'cron(0 3 ? * SUN *)',
    isTarget: ({ role }: Machine) => role === 'worker',
  },
];

/** Associations that run an Automation runbook: they have maps of its parameters to resources, in the place of targets. */
export function makeAutomationAssociations(machines: Machine[], seed: number, madeAt: number): Association[] {
  return templates.flatMap(({ isTarget, ...template }) => {
    const { account, region } = template;
    const random = new Random(seed, 'automation associations', account, region);
    const targets = machines.filter(
      (machine) => machine.ec2 && machine.account === account && machine.region === region && isTarget(machine)
    );
    return targets.length === 0
      ? []
      : {
          ...template,
          associationId: random.uuid(),
          associationVersion: '1',
          documentVersion: '$DEFAULT',
          targets: [],
          targetMaps: targets.slice(0, mostTargets).map(({ ec2 }) => ({ InstanceId: [ec2!.instanceId] })),
          parameters: { AutomationAssumeRole: [`arn:aws:iam::${account}:role/AutomationServiceRole`] },
          complianceSeverity: 'UNSPECIFIED' as const,
          createdAt: madeAt - random.int(30, 300) * day,
          lastExecutedAt: madeAt - random.int(1, 20) * 3600_000,
        };
  });
}
