import { type FleetQuery } from '../../src/datasource/query';
import { type Resource } from '../../src/schema/resource';
import { type Estate } from '../../simulator/estate/machine';
import { type Place } from '../../simulator/estate/places';
import { complianceItems } from '../../simulator/ssm/complianceItems';
import { inventoryOf } from '../../simulator/ssm/inventory';
import { type ManagedNode } from '../../simulator/ssm/managedNodes';
import { makeSsmWorld } from '../../simulator/ssm/ssmWorld';

/** All resources but `targets`, which tells of the others' readings. */
export type AskedOfAws = Exclude<Resource, 'targets'>;

/** What a panel asks of a resource. */
export interface Question {
  resource: AskedOfAws;
  /** Beside the resource and the view. */
  query: Partial<FleetQuery>;
  /** Where the dashboard's time range begins, in milliseconds since 1970. */
  from: number;
  /** The one thing that it is about. */
  about?: About;
}

interface About {
  /** In which it is asked for; a node is found by its id alone. */
  place?: Place;
  /** How many items there are of it. */
  items: number;
}

const DAY = 24 * 3600_000;

const LISTS: AskedOfAws[] = [
  'activations',
  'alarms',
  'associationExecutions',
  'associationTargets',
  'associations',
  'automations',
  'cloudConnectors',
  'commands',
  'complianceSummaries',
  'documents',
  'hybridTiers',
  'maintenanceWindows',
  'managedNodes',
  'missingCves',
  'missingPatches',
  'nodes',
  'opsItems',
  'parameters',
  'patchBaselines',
  'patchGroups',
  'patchRuns',
  'resourceDataSyncs',
  'sessions',
];

/** One question for each resource: all of its rows in the columns that it shows by default, of the last day where it has a time. */
export function questionsOf(estate: Estate): Question[] {
  const { commands, automations, maintenanceWindows } = estate;
  const from = estate.madeAt - DAY;
  const all = (resource: AskedOfAws): Question => ({ resource, query: {}, from });
  const ofNode = (resource: AskedOfAws, items: number): Question => ({
    ...all(resource),
    query: { nodeId: node.ssm!.nodeId },
    about: { items },
  });
  const ofOne = (resource: AskedOfAws, id: string, { account, region }: Place, items: number): Question => ({
    ...all(resource),
    query: { id, scope: { accounts: [account], regions: [region] } },
    about: { place: { account, region }, items },
  });
  const node = estate.machines.find(({ ssm }) => ssm?.patch && ssm.associations.length > 0 && ssm.software.length > 0)!;
  const { patch, associations, software } = node.ssm!;
  const command = longest(commands, ({ invocations }) => invocations.length);
  const automation = longest(automations, ({ steps }) => steps.length);
  const window = longest(maintenanceWindows, ({ tasks }) => tasks.length);
  return [
    ...LISTS.map(all),
    ofNode('patches', patch!.patches.length),
    ofNode('compliance', complianceItems(node as ManagedNode, makeSsmWorld(estate)).length),
    ofNode('software', software.length),
    withArguments(ofNode('inventory', entriesOf(node as ManagedNode)), { inventoryType: INVENTORY_TYPE }),
    withArguments(all('softwareFleet'), { software: software[0].name }),
    ofNode('nodeAssociations', associations.length),
    ofOne('commandInvocations', command.commandId, command, command.invocations.length),
    ofOne('automationSteps', automation.automationExecutionId, automation, automation.steps.length),
    ofOne('windowTargets', window.windowId, window, window.targets.length),
    ofOne('windowTasks', window.windowId, window, window.tasks.length),
    ofOne('windowRuns', window.windowId, window, MOST_RUNS),
  ];
}

/** AWS tells 90 days ahead, and no window of the estate runs more than once a day. */
const MOST_RUNS = 90;

const INVENTORY_TYPE = 'AWS:Network';

function entriesOf(node: ManagedNode): number {
  return inventoryOf(node, INVENTORY_TYPE)?.content.length ?? 0;
}

function withArguments(question: Question, given: Record<string, string>): Question {
  return { ...question, query: { ...question.query, arguments: given } };
}

function longest<T>(all: T[], length: (each: T) => number): T {
  return all.reduce((best, each) => (length(each) > length(best) ? each : best));
}
