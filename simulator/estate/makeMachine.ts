import { type ActivationPurpose } from './activations';
import { machineAssociations } from './associations';
import { makeAzure, makeEc2, makeGcp } from './clouds';
import {
  type Activation,
  type Association,
  type Machine,
  type MachineKind,
  type PatchBaseline,
  type Power,
  type SsmFacts,
} from './machine';
import { type ExporterAddresses, makeMetricSources } from './metricSources';
import { hostNames, type Naming, type Numbering, ownName } from './names';
import { patchFamily, pickOperatingSystem } from './operatingSystems';
import { makePatchFacts } from './patchFacts';
import { Random } from './random';
import { type Environment, pickRole } from './roles';
import { makeSoftware } from './software';
import { makeRegistration } from './registration';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const gib = 1024 ** 3;

/** What machines share, or have to keep apart. Associations and baselines by `account/region`. */
export interface EstateParts {
  seed: number;
  madeAt: number;
  associations: Map<string, Association[]>;
  baselines: Map<string, PatchBaseline[]>;
  activation(account: string, region: string, purpose: ActivationPurpose): Activation;
  /** Ids of the connectors to Azure. */
  connectors(account: string, region: string): string[];
  numbering: Numbering;
  addresses: ExporterAddresses;
  azureNames: Set<string>;
  privateIps: Numbering;
}

export function makeMachine(
  number: number,
  kind: MachineKind,
  managed: boolean,
  place: { account: string; region: string },
  parts: EstateParts
): Machine {
  const { seed, madeAt } = parts;
  const key = `m-${String(number).padStart(5, '0')}`;
  const random = new Random(seed, key);
  const os = pickOperatingSystem(kind, random);
  const role = pickRole(kind, os, random);
  const environment = pickEnvironment(place.account, random);
  const privateIp = pickPrivateIp(kind, place, parts.privateIps, random);
  const joined = os.type === 'Windows' && random.chance(kind === 'ec2' ? 0.6 : 0.85);
  const naming: Naming = { kind, os, role, environment, region: place.region, privateIp, joined };
  const name = ownName(naming, parts.numbering);
  const names = hostNames(name, naming, random);
  const cpuCount = random.pick(role.cpuCounts);

  const justRegistered = managed && random.chance(0.015);
  const power = pickPower(kind, environment, justRegistered, madeAt, random);
  const silentSince = justRegistered || !managed ? null : pickSilence(kind, power, madeAt, random);
  const lastHeardAt = silentSince ?? power.stoppedAt ?? madeAt - random.int(0, 4 * minute);

  const azure = kind === 'azure' ? makeAzure(name, role, environment, parts.azureNames, random) : null;
  const gcp = kind === 'gcp' ? makeGcp(name, environment, random) : null;
  const ec2 = kind === 'ec2' ? makeEc2(os, role, cpuCount, place, privateIp, power.bootedAt, random) : null;

  const connectors = azure?.path === 'connector' ? parts.connectors(place.account, place.region) : [];
  const tags = makeTags(kind, os, name, role, environment, joined, connectors, random);
  if (azure?.path === 'provider') {
    names.computerName = `${azure.subscriptionId}:${azure.resourceGroup}:${azure.vmName}`;
  }
  const machine: Machine = {
    key,
    kind,
    role: role.name,
    ...place,
    names,
    os,
    privateIp,
    cpuCount,
    memoryBytes: cpuCount * role.memoryPerCpu * gib,
    power,
    ssm: null,
    ec2,
    azure,
    gcp,
    metrics: makeMetricSources({ key, kind, names, os, privateIp, tags }, parts.addresses, random),
    tags,
  };
  if (managed) {
    const placeKey = `${place.account}/${place.region}`;
    const baseline = pickBaseline(parts.baselines.get(placeKey)!, machine, random);
    const neverScanned = justRegistered || random.chance(0.045);
    const registeredAt = justRegistered ? madeAt - random.int(2, 50) * minute : lastHeardAt - random.int(50, 900) * day;
    machine.ssm = withLists(
      {
        ...makeRegistration(machine, registeredAt, parts, random),
        ...pickAgent(random),
        silentSince,
        patch: neverScanned
          ? null
          : makePatchFacts(os, baseline, tags['Patch Group'] ?? '', lastHeardAt, madeAt, [seed, key]),
        patchByAssociation: null,
        agentUpdateStatus: null,
      },
      machine,
      parts.associations.get(placeKey)!,
      lastHeardAt,
      justRegistered,
      seed
    );
  }
  return machine;
}

/** Apart from the rest, so that the lists' getters hold on to what they need and to nothing else: there are many of them. */
function withLists(
  facts: Omit<SsmFacts, 'associations' | 'software'>,
  machine: Machine,
  ofPlace: Association[],
  lastHeardAt: number,
  justRegistered: boolean,
  seed: number
): SsmFacts {
  return {
    ...facts,
    get associations() {
      return machineAssociations(machine, ofPlace, lastHeardAt, justRegistered, seed);
    },
    get software() {
      return makeSoftware(machine.os, machine.role, lastHeardAt, new Random(seed, machine.key, 'software'));
    },
  };
}

function pickEnvironment(account: string, random: Random): Environment {
  return account === '222233334444'
    ? random.weighted([
        ['staging', 70],
        ['development', 30],
      ] as const)
    : random.weighted([
        ['production', 92],
        ['development', 8],
      ] as const);
}

/** In AWS each place has a network of its own; private networks elsewhere overlap, as they do. */
function pickPrivateIp(
  kind: MachineKind,
  place: { account: string; region: string },
  used: Numbering,
  random: Random
): string {
  if (kind !== 'ec2') {
    return `${random.pick(['172.16', '172.20', '192.168'])}.${random.int(1, 60)}.${random.int(4, 250)}`;
  }
  const network = Number(place.account[0]) * 16 + (place.region === 'eu-west-1' ? 0 : 8);
  // Steps of a prime through the /13, so that neighbours in the list aren't neighbours on the wire.
  const host = (used.next(`${place.account}/${place.region}`) * 7919) % (1 << 19);
  return `10.${network + (host >> 16)}.${(host >> 8) & 255}.${host & 255}`;
}

function pickPower(
  kind: MachineKind,
  environment: Environment,
  justRegistered: boolean,
  madeAt: number,
  random: Random
): Power {
  const share = environment === 'production' ? 0.02 : 0.1;
  const stopped = !justRegistered && (kind === 'ec2' || kind === 'azure') && random.chance(share);
  const stoppedAt = stopped ? madeAt - random.int(2 * hour, 60 * day) : null;
  const bootedAt = justRegistered ? madeAt - 55 * minute : (stoppedAt ?? madeAt) - random.int(3 * hour, 70 * day);
  return { running: !stopped, stoppedAt, bootedAt };
}

/** Agents die, and networks part: most often at the edge. */
function pickSilence(kind: MachineKind, power: Power, madeAt: number, random: Random): number | null {
  if (!power.running) {
    return power.stoppedAt;
  }
  const share: Record<MachineKind, number> = { ec2: 0.015, onPremises: 0.05, azure: 0.03, gcp: 0.03, edge: 0.15 };
  return random.chance(share[kind])
    ? madeAt - random.int(25 * minute, random.pick([6 * hour, 20 * day, 80 * day]))
    : null;
}

function pickBaseline(baselines: PatchBaseline[], { os, tags }: Machine, random: Random): PatchBaseline {
  const family = patchFamily(os);
  const fitting = baselines.filter(({ operatingSystem }) => operatingSystem === family);
  const strict = fitting.find(({ isDefault }) => !isDefault);
  return strict && tags.Environment === 'production' && random.chance(0.6)
    ? strict
    : fitting.find(({ isDefault }) => isDefault)!;
}

function pickAgent(random: Random): { agentVersion: string; agentIsLatest: boolean } {
  const agentVersion = random.weighted([
    ['3.3.1345.0', 70],
    ['3.3.987.0', 17],
    ['3.2.2303.0', 10],
    ['3.1.1732.0', 3],
  ]);
  return { agentVersion, agentIsLatest: agentVersion === '3.3.1345.0' };
}

function makeTags(
  kind: MachineKind,
  os: Machine['os'],
  name: string,
  role: { name: string; application: string; owner: string },
  environment: Environment,
  joined: boolean,
  connectors: string[],
  random: Random
): Record<string, string> {
  const tags: Record<string, string> = { Environment: environment, Application: role.application };
  if (random.chance(0.94)) {
    tags.Owner = role.owner;
  }
  if (random.chance(0.95)) {
    tags['Patch Group'] = `${os.type.toLowerCase()}-${environment}${random.chance(0.3) ? '-b' : ''}`;
  }
  if (kind === 'ec2' && random.chance(0.93)) {
    tags.Name = name;
  }
  if (joined && kind === 'ec2') {
    tags.DomainJoin = 'corp.example.com';
  }
  if ((kind === 'ec2' && random.chance(0.8)) || (kind === 'onPremises' && random.chance(0.34))) {
    tags.CloudWatchAgent = 'true';
  }
  const provider = { ec2: null, onPremises: 'onprem', azure: null, gcp: 'gcp', edge: 'edge' }[kind];
  if (provider && random.chance(0.5)) {
    tags.provider = provider;
  }
  if (connectors.length > 0) {
    tags.CloudConnector = random.pick(connectors);
  }
  return tags;
}
