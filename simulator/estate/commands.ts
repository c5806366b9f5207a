import { accounts } from './accounts';
import { spreadAges } from './ages';
import { commandOutcome, type InvocationDetails, invocationOutcome, isOver } from './commandStatus';
import { commandTemplates } from './commandTemplates';
import { endpointProtection, endpointProtectionType } from './endpointProtection';
import { hostManagementDocument } from './hostManagement';
import { hourOf } from './hourlyCommand';
import { type Association, type Command, type CommandInvocation, type Machine, type SsmFacts } from './machine';
import { type Place } from './places';
import { Random } from './random';

const second = 1000;
const minute = 60 * second;

/** What people have sent in an account and Region: in the base account's first more than a page of 50 with the rest. */
const counts = { first: 60, others: 12 };

type Node = Machine & { ssm: SsmFacts };
type Sent = Omit<Command, 'status' | 'statusDetails' | 'invocations'>;

/** Ids that Run Command takes: the connector of a cluster has another. */
const nodeId = /^m?i-/;

/**
 * What Run Command has sent, the newest first: the patch operations and scripts whose findings the nodes have, and what people
 * sent by hand. Nodes that were silent when it came to them never got it.
 */
export function makeCommands(
  machines: Machine[],
  associations: Association[],
  seed: number,
  madeAt: number
): Command[] {
  const nodes = machines.filter((machine): machine is Node => machine.ssm !== null && nodeId.test(machine.ssm.nodeId));
  return [
    ...patching(nodes),
    ...hostManagement(nodes, associations),
    ...endpointScripts(nodes, seed, madeAt),
    ...byHand(nodes, seed, madeAt),
  ].sort((a, b) => b.requestedAt - a.requestedAt);
}

function patching(nodes: Node[]): Command[] {
  const sent = new Commands();
  for (const { account, region, ssm } of nodes) {
    const { patch } = ssm;
    if (patch) {
      const { operation, rebootOption, startedAt, endedAt } = patch;
      const failed = operation === 'Install' && patch.counts.Failed > 0;
      sent.add(
        {
          ...plain({ account, region }),
          commandId: patch.commandId,
          requestedAt: hourOf(startedAt),
          documentName: 'AWS-RunPatchBaseline',
          comment: null,
          parameters: { Operation: [operation], RebootOption: [rebootOption] },
          executionTimeoutSeconds: 7200,
          maxConcurrency: '10%',
          maxErrors: '100%',
          plugin: 'PatchLinux',
          failureOutput: 'failed to run commands: exit status 156',
        },
        { nodeId: ssm.nodeId, ...invocationOutcome(failed ? 'Failed' : 'Success'), startedAt, endedAt }
      );
    }
  }
  return sent.all();
}

/** State Manager sends what an association runs, and says which it was in the comment. */
function hostManagement(nodes: Node[], associations: Association[]): Command[] {
  const sent = new Commands();
  for (const { account, region, ssm } of nodes) {
    const found = ssm.patchByAssociation;
    if (found) {
      const { associationId } = associations.find(
        (each) => each.documentName === hostManagementDocument && each.account === account && each.region === region
      )!;
      const startedAt = found.executedAt - minute;
      sent.add(
        {
          ...plain({ account, region }),
          commandId: found.executionId,
          requestedAt: startedAt - 2 * second,
          documentName: hostManagementDocument,
          comment: `${associationId}:${found.executionId}`,
          parameters: { Operation: ['Scan'] },
          executionTimeoutSeconds: 7200,
          plugin: 'PatchLinux',
          failureOutput: '',
        },
        { nodeId: ssm.nodeId, ...invocationOutcome('Success'), startedAt, endedAt: found.executedAt }
      );
    }
  }
  return sent.all();
}

function endpointScripts(nodes: Node[], seed: number, madeAt: number): Command[] {
  const sent = new Commands();
  for (const node of nodes) {
    const found = endpointProtection(node, { seed, madeAt });
    if (found) {
      const { account, region, ssm } = node;
      sent.add(
        {
          ...plain({ account, region }),
          ...found.command,
          documentName: 'AWS-RunPowerShellScript',
          comment: endpointProtectionType,
          parameters: { commands: ['& "C:\\Program Files\\Acme\\Report-Compliance.ps1"'], executionTimeout: ['600'] },
          maxErrors: '100%',
          plugin: 'aws:runPowerShellScript',
          failureOutput: '',
        },
        {
          nodeId: ssm.nodeId,
          ...invocationOutcome('Success'),
          startedAt: found.executedAt - 5 * second,
          endedAt: found.executedAt,
        }
      );
    }
  }
  return sent.all();
}

/** How those went that people sent; those of the last minutes are still running. */
const courses = [
  'Success',
  'Success',
  'Success',
  'Failed',
  'Success',
  'ExecutionTimedOut',
  'DeliveryTimedOut',
  'Cancelled',
];

function byHand(nodes: Node[], seed: number, madeAt: number): Command[] {
  return accounts.flatMap(({ id: account, regions }, i) =>
    regions.flatMap((region, j) => {
      const random = new Random(seed, 'commands', account, region);
      const there = nodes.filter((node) => node.account === account && node.region === region);
      return spreadAges(i + j === 0 ? counts.first : counts.others, random).map((age, n): Command => {
        const { platforms, ...template } = commandTemplates[n % commandTemplates.length];
        const requestedAt = madeAt - age;
        const sent: Sent = {
          ...plain({ account, region }),
          ...template,
          commandId: random.uuid(),
          requestedAt,
          maxErrors: random.pick(['0', '1', '10%']),
        };
        if (n % 16 === 9) {
          return closed({ ...sent, targets: [{ Key: 'tag:Role', Values: ['retired'] }] }, []);
        }
        const fitting = there.filter(
          ({ os, ssm }) => platforms.includes(os.type) && (ssm.registeredAt ?? 0) < requestedAt
        );
        const chosen = random.shuffle(fitting).slice(0, random.int(1, 8));
        const course = n < 2 ? 'InProgress' : courses[n % courses.length];
        return closed(
          sent,
          chosen.map((node, k) => invocation(node, detailsOf(course, k, chosen.length), sent, madeAt, random))
        );
      });
    })
  );
}

/** How it went on the k-th of so many nodes. */
function detailsOf(course: string, k: number, count: number): InvocationDetails {
  switch (course) {
    case 'InProgress':
      return k === count - 1 ? 'InProgress' : k % 2 === 0 ? 'Success' : 'Pending';
    case 'Failed':
      // Where it failed on more than it may, the others are spared.
      return k < Math.ceil(count / 2) ? 'Failed' : k === count - 1 ? 'Terminated' : 'Success';
    case 'ExecutionTimedOut':
      return k === 0 ? 'ExecutionTimedOut' : 'Success';
    case 'DeliveryTimedOut':
      return k === 0 || k % 2 === 1 ? 'DeliveryTimedOut' : 'Undeliverable';
    case 'Cancelled':
      return k === 0 && count > 1 ? 'Success' : 'Cancelled';
    default:
      return 'Success';
  }
}

function invocation(
  { ssm }: Node,
  wanted: InvocationDetails,
  { requestedAt, executionTimeoutSeconds }: Sent,
  madeAt: number,
  random: Random
): CommandInvocation {
  const silent = ssm.silentSince !== null && ssm.silentSince < requestedAt;
  const outcome = invocationOutcome(silent ? 'DeliveryTimedOut' : wanted);
  const startedAt = requestedAt + random.int(500, 9_000);
  const took = wanted === 'ExecutionTimedOut' ? executionTimeoutSeconds * second : random.int(800, 120_000);
  const reached = /^(Success|Failed|ExecutionTimedOut|InProgress)$/.test(outcome.statusDetails);
  return {
    nodeId: ssm.nodeId,
    ...outcome,
    startedAt: reached ? startedAt : null,
    endedAt: reached && isOver(outcome) ? Math.min(startedAt + took, madeAt) : null,
  };
}

/** Commands that are put together from what they did on each node. */
class Commands {
  private readonly byId = new Map<string, { sent: Sent; invocations: CommandInvocation[] }>();

  add(sent: Sent, invocation: CommandInvocation): void {
    const known = this.byId.get(sent.commandId);
    if (known) {
      known.invocations.push(invocation);
    } else {
      this.byId.set(sent.commandId, { sent, invocations: [invocation] });
    }
  }

  all(): Command[] {
    return [...this.byId.values()].map(({ sent, invocations }) => closed(sent, invocations));
  }
}

/** Nodes can be named one by one up to 50 of them. */
const mostNamed = 50;

function closed(sent: Sent, invocations: CommandInvocation[]): Command {
  const many = invocations.length > mostNamed;
  const targets = many ? [{ Key: 'InstanceIds', Values: ['*'] }] : sent.targets;
  return { ...sent, targets, ...commandOutcome(invocations, sent.maxErrors), invocations };
}

/** As most commands have it. */
function plain({ account, region }: Place) {
  return {
    account,
    region,
    documentVersion: '$DEFAULT',
    targets: [],
    timeoutSeconds: 600,
    executionTimeoutSeconds: 600,
    maxConcurrency: '50',
    maxErrors: '0',
  };
}
