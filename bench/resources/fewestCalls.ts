import { type Association, type Estate, type Machine, nodeIdOf, type OpsItem } from '../../simulator/estate/machine';
import { type Place } from '../../simulator/estate/places';
import { makeSsmWorld, type SsmWorld } from '../../simulator/ssm/ssmWorld';
import { type AskedOfAws, type Question } from './questions';

/** How often each operation is called. */
export type CallCounts = Record<string, number>;

/** The most items that AWS gives in a page, by its API references; of patch states: the most nodes that a call may name. */
const LARGEST_PAGE: Record<string, number> = {
  DescribeActivations: 50,
  DescribeAlarms: 100,
  DescribeAssociationExecutions: 50,
  DescribeAssociationExecutionTargets: 50,
  DescribeAutomationExecutions: 50,
  DescribeAutomationStepExecutions: 50,
  DescribeInstanceAssociationsStatus: 50,
  DescribeInstancePatches: 100,
  DescribeInstancePatchStates: 50,
  DescribeInstanceProperties: 1000,
  DescribeInstances: 1000,
  DescribeMaintenanceWindows: 100,
  DescribeMaintenanceWindowSchedule: 100,
  DescribeMaintenanceWindowTargets: 100,
  DescribeMaintenanceWindowTasks: 100,
  DescribeOpsItems: 50,
  DescribeParameters: 50,
  DescribePatchBaselines: 100,
  DescribePatchGroups: 100,
  DescribeSessions: 200,
  GetInventory: 50,
  GetResources: 100,
  ListAssociations: 50,
  ListCloudConnectors: 10,
  ListCommandInvocations: 50,
  ListCommands: 50,
  ListComplianceItems: 50,
  ListComplianceSummaries: 50,
  ListDocuments: 50,
  ListInventoryEntries: 50,
  ListNodes: 50,
  ListResourceComplianceSummaries: 50,
  ListResourceDataSync: 50,
};

/** AWS may put empty pages into any list; the simulator puts one behind the first page of these, where they have more pages. */
const HAVE_EMPTY_PAGE = [
  'DescribeInstancePatches',
  'DescribeParameters',
  'ListComplianceItems',
  'ListDocuments',
  'ListResourceComplianceSummaries',
];

/** Calls that list so many items: one for nothing, too. */
function callsFor(operation: string, items: number): number {
  const pages = Math.max(1, Math.ceil(items / LARGEST_PAGE[operation]));
  return pages > 1 && HAVE_EMPTY_PAGE.includes(operation) ? pages + 1 : pages;
}

/**
 * The fewest calls by which AWS's API answers a question, asked of a reader who knows nothing, by the number of items that the
 * estate has. A role is assumed in each account.
 */
export function fewestCalls(estate: Estate, question: Question): CallCounts {
  const counts = new Counts(estate, question);
  readings[question.resource](counts);
  return counts.found();
}

class Counts {
  readonly world: SsmWorld;
  private readonly counts: CallCounts = {};

  constructor(
    readonly estate: Estate,
    readonly question: Question
  ) {
    this.world = makeSsmWorld(estate);
  }

  found(): CallCounts {
    const accounts = this.question.about?.place ? 1 : this.estate.accounts.length;
    return { AssumeRole: accounts, ...this.counts };
  }

  add(operation: string, calls: number): void {
    this.counts[operation] = (this.counts[operation] ?? 0) + calls;
  }

  /** One list in every account and Region. */
  list(operation: string, itemsIn: (place: Place) => number): void {
    for (const place of places(this.estate)) {
      this.add(operation, callsFor(operation, itemsIn(place)));
    }
  }

  /** One list of what has its account and Region with it. */
  listOf(operation: string, items: Place[]): void {
    this.list(operation, (place) => items.filter(isIn(place)).length);
  }

  /** One list of what happened, which the question's time range bounds. */
  historyOf<T extends Place>(operation: string, items: T[], began: (item: T) => number): void {
    this.listOf(
      operation,
      items.filter((item) => began(item) >= this.question.from)
    );
  }

  /** What there is of the one thing that is asked about. */
  detail(operation: string): void {
    this.add(operation, callsFor(operation, this.question.about!.items));
  }
}

function places({ accounts }: Estate): Place[] {
  return accounts.flatMap(({ id, regions }) => regions.map((region) => ({ account: id, region })));
}

function isIn({ account, region }: Place) {
  return (each: Place) => each.account === account && each.region === region;
}

const readings: Record<AskedOfAws, (counts: Counts) => void> = {
  activations: (c) => c.listOf('DescribeActivations', c.estate.activations),
  alarms(c) {
    c.listOf('DescribeAlarms', [...c.estate.metricAlarms, ...c.estate.compositeAlarms]);
    nodeLists(c); // by a host's name, which alarms have, the lists tell its node
  },
  associationExecutions(c) {
    c.listOf('ListAssociations', c.estate.associations);
    // No call lists those of all associations. Of one that has not run in the time range nothing is asked.
    for (const { association, runs } of executed(c)) {
      if ((association.lastExecutedAt ?? 0) >= c.question.from) {
        c.add('DescribeAssociationExecutions', callsFor('DescribeAssociationExecutions', runs));
      }
    }
  },
  associationTargets(c) {
    c.listOf('ListAssociations', c.estate.associations);
    // The newest execution comes first: a page of each association that is in trouble has it. A call lists its targets of one status,
    // or all of them, which may be fewer pages.
    const targets = 'DescribeAssociationExecutionTargets';
    for (const { latest } of executed(c)) {
      const { Failed = 0, Skipped = 0 } = latest;
      const troubled = [Failed, Skipped].filter((count) => count > 0);
      if (troubled.length > 0) {
        const byStatus = sum(troubled.map((count) => callsFor(targets, count)));
        c.add('DescribeAssociationExecutions', 1);
        c.add(targets, Math.min(byStatus, callsFor(targets, sum(Object.values(latest)))));
      }
    }
  },
  associations: (c) => c.listOf('ListAssociations', c.estate.associations),
  automationSteps: (c) => c.detail('DescribeAutomationStepExecutions'),
  automations: (c) => c.historyOf('DescribeAutomationExecutions', c.estate.automations, ({ startedAt }) => startedAt),
  cloudConnectors: (c) => c.listOf('ListCloudConnectors', c.estate.cloudConnectors),
  commandInvocations: (c) => c.detail('ListCommandInvocations'),
  commands: (c) => c.historyOf('ListCommands', c.estate.commands, ({ requestedAt }) => requestedAt),
  compliance(c) {
    nodeLists(c);
    c.detail('ListComplianceItems');
  },
  complianceSummaries: (c) => c.list('ListComplianceSummaries', () => Object.keys(c.world.compliance).length),
  documents: (c) =>
    c.list(
      'ListDocuments',
      ({ account, region }) =>
        c.estate.documents.filter((each) => each.owner === account && each.region === region).length
    ),
  hybridTiers(c) {
    c.add('GetServiceSetting', places(c.estate).length);
    nodeLists(c); // how many nodes there are
  },
  inventory(c) {
    nodeLists(c);
    c.detail('ListInventoryEntries');
  },
  managedNodes(c) {
    // Where the integrated console is not set up one call says so. Elsewhere the organization's list has everybody's nodes.
    const isSetUp = (place: Place) => c.estate.organization.integratedConsole.some(isIn(place));
    c.list('ListNodes', (place) => (isSetUp(place) ? c.estate.machines.filter(isListedNode).length : 0));
  },
  maintenanceWindows: (c) => c.listOf('DescribeMaintenanceWindows', c.estate.maintenanceWindows),
  nodeAssociations(c) {
    nodeLists(c);
    c.detail('DescribeInstanceAssociationsStatus');
  },
  missingCves: missing,
  missingPatches: missing,
  nodes(c) {
    nodeLists(c);
    patchStates(c);
    decisiveBaselines(c);
    namesAndVerdicts(c);
  },
  opsItems(c) {
    // A call's filters must all hold: what is unfinished, and what was changed in the last 30 days, are two lists.
    const isRecent = ({ modifiedAt }: OpsItem) => modifiedAt > Date.now() - 30 * 24 * 3600_000;
    const finished = ['Resolved', 'CompletedWithSuccess', 'Rejected'];
    c.listOf(
      'DescribeOpsItems',
      c.estate.opsItems.filter(({ status }) => !finished.includes(status))
    );
    c.listOf('DescribeOpsItems', c.estate.opsItems.filter(isRecent));
  },
  parameters: (c) => c.listOf('DescribeParameters', c.estate.parameters),
  patchBaselines(c) {
    c.listOf('DescribePatchBaselines', c.estate.baselines);
    c.add('GetPatchBaseline', c.estate.baselines.length); // its approval rules
  },
  patchGroups: (c) => c.listOf('DescribePatchGroups', c.estate.patchGroups),
  patches(c) {
    nodeLists(c);
    c.detail('DescribeInstancePatches');
  },
  resourceDataSyncs(c) {
    // AWS doesn't say which of its two types a list without a type has.
    for (const isOfType of [(source: unknown) => source === null, (source: unknown) => source !== null]) {
      c.listOf(
        'ListResourceDataSync',
        c.estate.resourceDataSyncs.filter(({ source }) => isOfType(source))
      );
    }
  },
  sessions(c) {
    // A call lists those that are open or those that are over.
    c.listOf(
      'DescribeSessions',
      c.estate.sessions.filter(({ endedAt }) => endedAt === null)
    );
    c.historyOf(
      'DescribeSessions',
      c.estate.sessions.filter(({ endedAt }) => endedAt !== null),
      ({ startedAt }) => startedAt
    );
  },
  software(c) {
    nodeLists(c);
    c.detail('ListInventoryEntries');
  },
  softwareFleet(c) {
    const name = c.question.query.arguments!.software;
    const has = ({ ssm }: { ssm: { software: Array<{ name: string }> } }) =>
      ssm.software.some((each) => each.name === name);
    c.list('GetInventory', (place) => c.world.nodes.all(place).filter(has).length);
  },
  windowRuns: (c) => c.detail('DescribeMaintenanceWindowSchedule'),
  windowTargets: (c) => c.detail('DescribeMaintenanceWindowTargets'),
  windowTasks: (c) => c.detail('DescribeMaintenanceWindowTasks'),
};

/** A connected cluster is no node to this list. */
function isListedNode(machine: Machine): boolean {
  return /^m?i-/.test(nodeIdOf(machine) ?? '');
}

/** They also tell where a node is, and whether there is one: of one that is gone, some operations have an empty list. */
function nodeLists(c: Counts): void {
  c.list('DescribeInstanceProperties', (place) => c.world.nodes.all(place).length);
}

function patchStates(c: Counts): void {
  const { world } = c;
  const takesIds = ({ ssm }: { ssm: { nodeId: string } }) => /^m?i-/.test(ssm.nodeId);
  c.list('DescribeInstancePatchStates', (place) => world.nodes.all(place).filter(takesIds).length);
  for (const place of places(c.estate)) {
    const asked = world.nodes.all(place).filter(takesIds);
    // A node has never reported if it has no patch state and is still listed: it may have gone since it was listed first.
    if (asked.some(({ ssm }) => ssm.patch === null)) {
      c.add('DescribeInstanceProperties', callsFor('DescribeInstanceProperties', world.nodes.all(place).length));
    }
  }
}

/** A baseline says whether nodes that only have security updates available are compliant. */
function decisiveBaselines(c: Counts): void {
  for (const place of places(c.estate)) {
    const decisive = c.world.nodes
      .all(place)
      .flatMap(({ ssm: { patch } }) => (patch && patch.counts.AvailableSecurityUpdate > 0 ? [patch.baselineId] : []));
    c.add('GetPatchBaseline', new Set(decisive).size);
  }
}

/** What nodes are called, and AWS's verdict on their patches. */
function namesAndVerdicts(c: Counts): void {
  const { estate, world } = c;
  c.listOf(
    'DescribeInstances',
    estate.machines.filter(({ ec2 }) => ec2)
  );
  c.listOf(
    'GetResources',
    estate.machines.filter(({ tags }) => Object.keys(tags).length > 0)
  );
  c.listOf('DescribeActivations', estate.activations);
  c.list('ListResourceComplianceSummaries', (place) => world.compliance.Patch(place).length);
}

/** No call tells of several nodes: a call for each state that a node's patch state counts, or for its noncompliant items. */
function missing(c: Counts): void {
  nodeLists(c);
  patchStates(c);
  namesAndVerdicts(c);
  for (const { ssm } of places(c.estate).flatMap((place) => c.world.nodes.all(place))) {
    const { patch, patchByAssociation } = ssm;
    for (const count of [patch?.counts.Missing, patch?.counts.Failed].filter(Boolean)) {
      c.add('DescribeInstancePatches', callsFor('DescribeInstancePatches', count!));
    }
    if (!patch && patchByAssociation?.status === 'NON_COMPLIANT') {
      c.add(
        'ListComplianceItems',
        callsFor('ListComplianceItems', sum(Object.values(patchByAssociation.nonCompliantBySeverity)))
      );
    }
  }
}

interface Executed {
  association: Association;
  /** Its executions in the question's time range. */
  runs: number;
  /** How many targets of its latest execution have each status. */
  latest: Record<string, number>;
}

function executed({ estate, world, question }: Counts): Executed[] {
  return estate.associations.map((association) => {
    const all = world.executions.of(association.associationId, association);
    const runs = all.filter(({ createdAt }) => createdAt > question.from).length;
    return { association, runs, latest: all[0]?.counts() ?? {} };
  });
}

function sum(counts: number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}
