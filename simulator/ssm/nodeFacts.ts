import { type InstanceInformation } from '@aws-sdk/client-ssm';
import { summarizeAssociations } from './associationStatus';
import { lastPing, pingStatus } from './liveness';
import { type ManagedNode } from './managedNodes';

/** What both node lists, properties and information, say of a node. */
export function nodeFacts({ ssm, os, names, privateIp }: ManagedNode, now: number) {
  return {
    InstanceId: ssm.nodeId,
    PingStatus: pingStatus(ssm, now),
    LastPingDateTime: lastPing(ssm, now),
    AgentVersion: ssm.agentVersion,
    PlatformType: os.type,
    PlatformName: os.name,
    PlatformVersion: os.version,
    ActivationId: ssm.activationId ?? undefined,
    IamRole: ssm.iamRole ?? undefined,
    RegistrationDate: ssm.registeredAt === null ? undefined : new Date(ssm.registeredAt),
    ResourceType: ssm.resourceType,
    IPAddress: privateIp,
    ComputerName: names.computerName,
    SourceId: ssm.sourceId ?? undefined,
    SourceType: (ssm.sourceType ?? undefined) as InstanceInformation['SourceType'],
    SourceLocation: ssm.sourceLocation ?? undefined,
    ...summarizeAssociations(ssm.associations),
  };
}
