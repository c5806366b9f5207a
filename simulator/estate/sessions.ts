import { accounts } from './accounts';
import { spreadAges } from './ages';
import { type Machine, type Session, type SsmFacts } from './machine';
import { Random } from './random';

const minute = 60_000;
const hour = 60 * minute;

/** In the base account's first Region more than a page of 50. */
const counts = { first: 70, others: 14 };

/** Session Manager ends what nobody uses after 20 minutes; nothing here lasts longer than two hours. */
const longest = 2 * hour;

/** Who, and by which role; most come by single sign-on. */
const people: Array<[name: string, arn: (account: string) => string]> = [
  ['jana', (account) => `arn:aws:iam::${account}:user/jana`],
  ['tomas', (account) => `arn:aws:iam::${account}:user/tomas`],
  [
    'mara.lindqvist@example.com',
    (account) =>
      `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Operator_0a1b2c3d4e5f6071/mara.lindqvist@example.com`,
  ],
];

const reasons = [
  null,
  'INC-20417',
  'Restart the print spooler',
  // As people may write it: markup and a formula in one line.
  '=cmd|"/C calc"!A0 <img src=x onerror=alert(1)>',
];

const documents = [
  'SSM-SessionManagerRunShell',
  'SSM-SessionManagerRunShell',
  'AWS-StartPortForwardingSession',
  'AWS-StartSSHSession',
];

/** Sessions of Session Manager, the newest first: on nodes that were heard when they began. The newest few are still open. */
export function makeSessions(machines: Machine[], seed: number, madeAt: number): Session[] {
  return accounts
    .flatMap(({ id: account, regions }, i) =>
      regions.flatMap((region, j) => {
        const random = new Random(seed, 'sessions', account, region);
        const nodes = machines.flatMap((each) =>
          each.account === account && each.region === region && each.ssm ? each.ssm : []
        );
        return spreadAges(i + j === 0 ? counts.first : counts.others, random).flatMap((age, n): Session[] => {
          const startedAt = madeAt - age;
          const heard = nodes.filter((node) => couldConnect(node, startedAt));
          if (heard.length === 0) {
            return [];
          }
          const [name, arn] = random.pick(people);
          const common = {
            sessionId: `${name}-${random.hex(17)}`,
            account,
            region,
            target: random.pick(heard).nodeId,
            documentName: random.pick(documents),
            owner: arn(account),
            reason: random.pick(reasons),
            maxSessionMinutes: n % 3 === 0 ? 120 : null,
            startedAt,
          };
          const took = random.int(minute / 2, longest);
          if (n < 3) {
            return [{ ...common, status: n === 2 ? 'Disconnected' : 'Connected', endedAt: null }];
          }
          return n % 9 === 4
            ? [{ ...common, status: 'Failed', endedAt: startedAt }]
            : [{ ...common, status: 'Terminated', endedAt: Math.min(startedAt + took, madeAt) }];
        });
      })
    )
    .sort((a, b) => b.startedAt - a.startedAt);
}

/** Session Manager knows instances and hybrid nodes, not the connectors of clusters. */
function couldConnect({ nodeId, silentSince, registeredAt }: SsmFacts, at: number): boolean {
  return /^m?i-/.test(nodeId) && (registeredAt ?? 0) < at && (silentSince ?? Infinity) > at;
}
