import { rackInfo, rackInfoType } from '../estate/rackInfo';
import { inventoryStatus, lastPing } from './liveness';
import { type ManagedNode } from './managedNodes';

/** One inventory type of one node, as gathered: every value is text. */
export interface Inventory {
  schemaVersion: string;
  content: Array<Record<string, string>>;
}

const types: Record<string, { schemaVersion: string; content: (node: ManagedNode) => Inventory['content'] }> = {
  'AWS:Application': { schemaVersion: '1.1', content: applications },
  'AWS:InstanceInformation': { schemaVersion: '1.0', content: instanceInformation },
  'AWS:Network': { schemaVersion: '1.0', content: network },
  'AWS:AWSComponent': { schemaVersion: '1.0', content: awsComponents },
  'AWS:Tag': {
    schemaVersion: '1.0',
    content: ({ tags }) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  },
  'AWS:PatchSummary': { schemaVersion: '1.0', content: patchSummary },
  'AWS:InstanceDetailedInformation': { schemaVersion: '1.0', content: instanceDetails },
  [rackInfoType]: { schemaVersion: '1.0', content: rackInfo },
};

/** Types of AWS's guide that nothing is gathered of here. */
const withoutEntries = [
  'BillingInfo',
  'ComplianceItem',
  'ComplianceSummary',
  'File',
  'PatchCompliance',
  'ResourceGroup',
  'Service',
  'WindowsRegistry',
  'WindowsRole',
  'WindowsUpdate',
].map((name) => `AWS:${name}`);

/** null for a type that there isn't. */
export function inventoryOf(node: ManagedNode, typeName: string): Inventory | null {
  if (withoutEntries.includes(typeName)) {
    return { schemaVersion: '1.0', content: [] };
  }
  const type = Object.hasOwn(types, typeName) ? types[typeName] : null;
  return type && { schemaVersion: type.schemaVersion, content: type.content(node) };
}

/** Inventory is gathered with the inventory association; before its first run SSM knows what the agent says at its ping. */
export function captureTime({ ssm }: ManagedNode): string {
  const gathered = ssm.associations.find(({ documentName }) => documentName === 'AWS-GatherSoftwareInventory');
  return wholeSeconds(gathered?.lastSuccessAt ?? lastPing(ssm).getTime());
}

function instanceInformation(node: ManagedNode): Inventory['content'] {
  const { ssm, os, names, privateIp } = node;
  return [
    {
      AgentType: 'amazon-ssm-agent',
      AgentVersion: ssm.agentVersion,
      ComputerName: names.computerName,
      InstanceId: ssm.nodeId,
      InstanceStatus: inventoryStatus(node, ssm),
      IpAddress: privateIp,
      PlatformName: os.name,
      PlatformType: os.type,
      PlatformVersion: os.version,
      ResourceType: ssm.resourceType,
    },
  ];
}

function instanceDetails({ os, cpuCount }: ManagedNode): Inventory['content'] {
  const model = os.architecture.startsWith('arm64') ? 'Neoverse-N1' : 'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz';
  return [
    {
      CPUModel: model,
      CPUSpeedMHz: '2500',
      CPUs: String(cpuCount),
      CPUSockets: '1',
      CPUCores: String(Math.max(1, cpuCount / 2)),
      CPUHyperThreadEnabled: String(cpuCount > 1),
      OSServicePack: os.type === 'Windows' ? '0' : '',
    },
  ];
}

function applications({ ssm, os }: ManagedNode): Inventory['content'] {
  return ssm.software.map((software) => ({
    Name: software.name,
    ApplicationType: os.type === 'Linux' ? 'admin' : '',
    Publisher: software.publisher,
    Version: software.version,
    InstalledTime: software.installedAt === null ? '' : wholeSeconds(software.installedAt),
    Architecture: software.architecture,
    URL: '',
    Summary: '',
    PackageId: software.packageId,
  }));
}

function network({ os, privateIp }: ManagedNode): Inventory['content'] {
  return [
    {
      Name: os.type === 'Windows' ? 'Amazon Elastic Network Adapter' : 'ens5',
      SubnetMask: '255.255.240.0',
      Gateway: privateIp.replace(/\.\d+$/, '.1'),
      DHCPServer: '',
      DNSServer: '',
      MacAddress: macAddress(privateIp),
      IPV4: privateIp,
      IPV6: '',
    },
  ];
}

/** Made of the address, as Docker does: two fixed bytes, then the address's four. */
function macAddress(ip: string): string {
  const bytes = ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return `02:42:${bytes.join(':')}`;
}

function awsComponents({ ssm, os }: ManagedNode): Inventory['content'] {
  const base = { ApplicationType: '', Publisher: 'Amazon', InstalledTime: '', Architecture: os.architecture, URL: '' };
  return [{ Name: 'amazon-ssm-agent', Version: ssm.agentVersion, ...base }];
}

function patchSummary({ ssm: { patch } }: ManagedNode): Inventory['content'] {
  if (!patch) {
    return [];
  }
  const { counts } = patch;
  return [
    {
      BaselineId: patch.baselineId,
      PatchGroup: patch.patchGroup,
      SnapshotId: patch.snapshotId,
      OperationType: patch.operation,
      OperationStartTime: wholeSeconds(patch.startedAt),
      OperationEndTime: wholeSeconds(patch.endedAt),
      InstalledCount: String(counts.Installed),
      InstalledOtherCount: String(counts.InstalledOther),
      InstalledPendingRebootCount: String(counts.InstalledPendingReboot),
      InstalledRejectedCount: String(counts.InstalledRejected),
      MissingCount: String(counts.Missing),
      FailedCount: String(counts.Failed),
      NotApplicableCount: String(patch.notApplicableCount),
    },
  ];
}

/** `2026-11-21T12:00:00Z` */
function wholeSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
