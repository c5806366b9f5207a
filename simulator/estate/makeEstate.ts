import { accounts, azureSubscriptions, placeWeights } from './accounts';
import { type ActivationPurpose, makeActivations } from './activations';
import { makeCompositeAlarms, makeMetricAlarms } from './alarms';
import { makeAssociations } from './associations';
import { makeAutomationAssociations } from './automationAssociations';
import { makeAutomations } from './automations';
import { makeBaselines } from './baselines';
import { deleteBaseline } from './deletedBaseline';
import { makeCloudConnectors } from './cloudConnectors';
import { makeCommands } from './commands';
import { makeDocuments } from './documents';
import { connectCluster } from './eksConnector';
import { applyHostManagement } from './hostManagement';
import { type Estate, type MachineKind } from './machine';
import { type EstateParts, makeMachine } from './makeMachine';
import { makeMaintenanceWindows } from './maintenanceWindows';
import { ExporterAddresses } from './metricSources';
import { Numbering } from './names';
import { makeOpsItems } from './opsItems';
import { organization } from './organization';
import { makeParameters } from './parameters';
import { makePatchGroups } from './patchGroups';
import { Random } from './random';
import { makeResourceDataSyncs } from './resourceDataSyncs';
import { makeServiceSettings } from './serviceSettings';
import { makeSessions } from './sessions';
import { applyUnusualStatuses } from './unusualStatuses';

interface EstateOptions {
  /** Machines in all, managed by SSM or not. */
  nodes: number;
  seed: number;
  /** Epoch milliseconds from which every age is counted back. */
  now: number;
}

/** Machines of a kind in 100; `unmanaged` are EC2 instances that SSM doesn't manage. */
const shares: Array<readonly [kind: MachineKind, managed: boolean, share: number]> = [
  ['ec2', true, 55],
  ['onPremises', true, 15],
  ['azure', true, 18],
  ['gcp', true, 6],
  ['edge', true, 3],
  ['ec2', false, 3],
];

/** The whole world, the same for the same options on every machine. */
export function makeEstate({ nodes, seed, now }: EstateOptions): Estate {
  const activations = makeActivations(seed, now);
  const cloudConnectors = makeCloudConnectors(seed, now);
  const parts: EstateParts = {
    seed,
    madeAt: now,
    associations: byPlace(makeAssociations(seed, now)),
    baselines: byPlace(makeBaselines(seed)),
    activation: (account, region, purpose: ActivationPurpose) =>
      activations.find((a) => a.account === account && a.region === region && a.purpose === purpose)!,
    connectors: (account, region) =>
      cloudConnectors.filter((c) => c.account === account && c.region === region).map((c) => c.cloudConnectorId),
    numbering: new Numbering(),
    addresses: new ExporterAddresses(),
    azureNames: new Set(),
    privateIps: new Numbering(),
  };
  const random = new Random(seed, 'kinds');
  const machines = dealKinds(nodes, random).map(([kind, managed], i) =>
    makeMachine(i + 1, kind, managed, random.weighted(placeWeights), parts)
  );
  const baselines = [...parts.baselines.values()].flat();
  applyHostManagement(machines, baselines, seed);
  deleteBaseline(machines, baselines, seed);
  connectCluster(machines, seed);
  applyUnusualStatuses(machines, seed);
  const patchGroups = makePatchGroups(machines, baselines);
  const metricAlarms = makeMetricAlarms(machines, seed, now);
  const associations = [...parts.associations.values()].flat().concat(makeAutomationAssociations(machines, seed, now));
  return {
    seed,
    madeAt: now,
    accounts,
    organization,
    machines,
    associations,
    activations: activations.map(({ purpose: _, ...activation }) => activation),
    baselines,
    patchGroups,
    documents: makeDocuments(seed, now),
    cloudConnectors,
    resourceDataSyncs: makeResourceDataSyncs(seed, now),
    serviceSettings: makeServiceSettings(machines, seed, now),
    opsItems: makeOpsItems(machines, seed, now),
    commands: makeCommands(machines, associations, seed, now),
    automations: makeAutomations(machines, associations, seed, now),
    sessions: makeSessions(machines, seed, now),
    metricAlarms,
    compositeAlarms: makeCompositeAlarms(metricAlarms, seed, now),
    parameters: makeParameters(seed, now),
    maintenanceWindows: makeMaintenanceWindows(patchGroups, machines, seed, now),
    azureSubscriptions,
    revision: 0,
    vanished: [],
    makeAnother: (number, { kind, account, region }) => makeMachine(number, kind, true, { account, region }, parts),
  };
}

/** Dealt from a deck, not thrown by dice: a small estate has every kind in its share, too. */
function dealKinds(nodes: number, random: Random): Array<readonly [MachineKind, boolean]> {
  const deck: Array<readonly [MachineKind, boolean]> = [];
  let share = 0;
  for (const [kind, managed, part] of shares) {
    share += part;
    while (deck.length < Math.round((nodes * share) / 100)) {
      deck.push([kind, managed]);
    }
  }
  return random.shuffle(deck);
}

function byPlace<T extends { account: string; region: string }>(items: T[]): Map<string, T[]> {
  const places = new Map<string, T[]>();
  for (const item of items) {
    const place = `${item.account}/${item.region}`;
    places.set(place, [...(places.get(place) ?? []), item]);
  }
  return places;
}
