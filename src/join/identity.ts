import type { IdentityRule, JoinKeyKind } from '../datasource/query';
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

/** The rules in the order in which they are tried: the surer first. */
export const IDENTITY_RULES: IdentityRule[] = ['instance id', 'cloud id', 'FQDN', 'short hostname'];

/** The names under which a machine is found by a rule. */
export function namesByRule(identity: Identity, rule: IdentityRule): string[] {
  switch (rule) {
    case 'instance id':
      return identity.instanceId ? [identity.instanceId] : [];
    case 'cloud id':
      return identity.cloudIds;
    case 'FQDN':
      return identity.host?.fqdn ? [identity.host.fqdn] : [];
    case 'short hostname':
      return identity.host ? [identity.host.short] : [];
  }
}

/** What SSM says of a node, as far as it tells who the machine is: columns of the resource `nodes`. */
export interface NodeNames {
  nodeId: string;
  computerName?: string | null;
  sourceId?: string | null;
  sourceType?: string | null;
}

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

/** The identity that one name of the other side gives; null where it names no machine. */
export function identityOfKey(kind: JoinKeyKind, name: string): Identity | null {
  switch (kind) {
    case 'instanceId':
      return name ? { instanceId: name.trim().toLowerCase(), cloudIds: [] } : null;
    case 'cloudId':
      return name ? { cloudIds: [name.trim().toLowerCase()] } : null;
    case 'host': {
      const host = readHostName(name);
      return host && { cloudIds: [], host };
    }
  }
}
