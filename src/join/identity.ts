import { readHostName, type HostName } from './hostName';

/**
 * All names by which a machine may be met, on either side of a join. Instance and cloud ids are exact names; host names
 * are what people and exporters use, and two machines may share one.
 */
export interface Identity {
  instanceId?: string;
  /** Azure vmIds and resource ids, lower-case. */
  cloudIds: string[];
  host?: HostName;
}

/** One way of finding that two machines are one: by a name that both have. */
export interface IdentityRule {
  /** What tables and reports call it. */
  name: string;
  /** The names under which a machine of either side is found. */
  namesOf(identity: Identity): string[];
  /** Whether the name alone proves which machine it is, so that two sources that have it speak of one; else it must be unique over all of them. */
  exact: boolean;
  /** Whether what else is known of two machines of one name says that they are two. */
  tellsApart?(one: Identity, other: Identity): boolean;
}

/** The rules in the order in which they are tried: the surer first. docs/architecture.md says how to add one. */
export const IDENTITY_RULES = [
  { name: 'instance id', exact: true, namesOf: ({ instanceId }) => (instanceId ? [instanceId] : []) },
  { name: 'cloud id', exact: true, namesOf: ({ cloudIds }) => cloudIds },
  { name: 'FQDN', exact: true, namesOf: ({ host }) => (host?.fqdn ? [host.fqdn] : []) },
  {
    name: 'short hostname',
    exact: false,
    namesOf: ({ host }) => (host ? [host.short] : []),
    // db01.prod.example.com and db01.staging.example.com share a short name and are two machines.
    tellsApart: (one, other) => !!one.host?.fqdn && !!other.host?.fqdn && one.host.fqdn !== other.host.fqdn,
  },
] as const satisfies readonly IdentityRule[];

export type RuleName = (typeof IDENTITY_RULES)[number]['name'];

/** Columns of the resource `nodes` that say who a machine is. */
export const IDENTITY_COLUMNS = ['nodeId', 'computerName', 'sourceId', 'sourceType'] as const;

/** What SSM says of a node in those columns. */
export type NodeNames = { nodeId: string } & Partial<Record<(typeof IDENTITY_COLUMNS)[number], string | null>>;

const AZURE_VM = 'microsoft.compute/virtualmachines';

/**
 * The identity of an SSM node. For Azure's provider path ComputerName is `subscriptionId:resourceGroup:vmName`: it names
 * the resource exactly, and its third segment is the VM's name.
 */
export function identityOfNode(node: NodeNames): Identity {
  const cloudIds = node.sourceId && node.sourceId !== node.nodeId ? [node.sourceId.toLowerCase()] : [];
  const segments = (node.computerName ?? '').split(':');
  if (node.sourceType?.toLowerCase() === AZURE_VM && segments.length === 3) {
    const [subscription, resourceGroup, vmName] = segments;
    cloudIds.push(azureVmResourceId(subscription, resourceGroup, vmName));
    return { instanceId: node.nodeId.toLowerCase(), cloudIds, host: readHostName(vmName) ?? undefined };
  }
  return { instanceId: node.nodeId.toLowerCase(), cloudIds, host: readHostName(node.computerName) ?? undefined };
}

/** Azure compares resource ids without regard to case; so lower-case. */
function azureVmResourceId(subscription: string, resourceGroup: string, vmName: string): string {
  return `/subscriptions/${subscription}/resourcegroups/${resourceGroup}/providers/${AZURE_VM}/${vmName}`.toLowerCase();
}

/** What a name of the other side can be, and the identity that it gives; null where it names no machine. */
const KEY_KINDS = {
  /** `i-` or `mi-` */
  instanceId: (name: string) => withId(name, (instanceId) => ({ instanceId, cloudIds: [] })),
  /** An Azure vmId or resource id. */
  cloudId: (name: string) => withId(name, (cloudId) => ({ cloudIds: [cloudId] })),
  /** A host name, short or full, with or without port. */
  host: (name: string) => {
    const host = readHostName(name);
    return host && { cloudIds: [], host };
  },
} satisfies Record<string, (name: string) => Identity | null>;

export type JoinKeyKind = keyof typeof KEY_KINDS;

export const JOIN_KEY_KINDS = Object.keys(KEY_KINDS) as JoinKeyKind[];

/** The identity that one name of the other side gives; null where it names no machine. */
export function identityOfKey(kind: JoinKeyKind, name: string): Identity | null {
  return KEY_KINDS[kind](name);
}

function withId(name: string, identityOf: (id: string) => Identity): Identity | null {
  const id = name.trim().toLowerCase();
  return id ? identityOf(id) : null;
}
