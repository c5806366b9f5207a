import { accounts } from './accounts';
import { type Machine, type OpsItem } from './machine';
import { Random } from './random';

const hour = 3600_000;
const day = 24 * hour;

type Template = Pick<OpsItem, 'title' | 'source' | 'category' | 'severity' | 'priority'>;

const issues: Template[] = [
  { title: 'EC2 instance stopped', source: 'EC2', category: 'Availability', severity: '3', priority: null },
  {
    title: 'SSM Maintenance Window execution failed',
    source: 'SSM',
    category: 'Availability',
    severity: '3',
    priority: 3,
  },
  { title: 'SSM Automation execution failed', source: 'SSM', category: 'Availability', severity: '2', priority: 2 },
  {
    title: 'CloudWatch alarm - "orders-db-cpu" is in ALARM state',
    source: 'CloudWatch',
    category: 'Performance',
    severity: '2',
    priority: 1,
  },
  {
    title: 'Security Hub finding: patch compliance',
    source: 'Security Hub',
    category: 'Security',
    severity: '1',
    priority: 1,
  },
  { title: 'Certificate expires in 14 days', source: 'ACM', category: 'Availability', severity: '4', priority: null },
];

/** Of an account and Region so many, the base account's first has more than a page of 50. */
const counts = { first: 90, others: 12 };

/** The newest first; most are resolved. A few are change requests, whose words for where they stand are others. */
export function makeOpsItems(machines: Machine[], seed: number, madeAt: number): OpsItem[] {
  return accounts.flatMap(({ id: account, regions }, i) =>
    regions.flatMap((region, j) => {
      const random = new Random(seed, 'OpsItems', account, region);
      const instances = machines.filter((each) => each.ec2 && each.account === account && each.region === region);
      return Array.from({ length: i + j === 0 ? counts.first : counts.others }, (_, n): OpsItem => {
        const createdAt = madeAt - n * random.int(6, 30) * hour - random.int(1, 5) * hour;
        const isChange = n % 11 === 5;
        const instance = random.pick(instances)?.ec2?.instanceId;
        const status = isChange
          ? random.pick(['Scheduled', 'CompletedWithSuccess', 'Rejected'] as const)
          : issueStatus(n, random);
        return {
          opsItemId: `oi-${random.hex(12)}`,
          account,
          region,
          ...(isChange ? change : random.pick(issues)),
          type: isChange ? '/aws/changerequest' : '/aws/issue',
          status,
          createdAt,
          createdBy: `arn:aws:sts::${account}:assumed-role/OpsItem-CWE-Role/${random.hex(16)}`,
          modifiedAt: Math.min(madeAt, createdAt + random.int(0, 5) * day),
          modifiedBy: `arn:aws:iam::${account}:user/${random.pick(['jana', 'tomas'])}`,
          plannedAt: isChange ? createdAt + 7 * day : null,
          resources: instance && !isChange ? [`arn:aws:ec2:${region}:${account}:instance/${instance}`] : [],
        };
      }).sort((a, b) => b.createdAt - a.createdAt);
    })
  );
}

const change: Template = {
  title: 'Patch Tuesday',
  source: 'ssm-change-manager',
  category: 'Recovery',
  severity: null,
  priority: null,
};

/** The older, the likelier it is that somebody has resolved it. */
function issueStatus(n: number, random: Random): OpsItem['status'] {
  return random.chance(n < 8 ? 0.4 : 0.9) ? 'Resolved' : random.pick(['Open', 'Open', 'InProgress'] as const);
}
