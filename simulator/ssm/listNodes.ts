import { type ListNodesRequest, type ListNodesResult, type Node, type NodeFilter } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Machine, nodeIdOf } from '../estate/machine';
import { machinesIn } from '../estate/places';
import { checkLength, pageOf } from './input';
import { captureTime } from './inventory';
import { inventoryStatus } from './liveness';
import { type ManagedNode } from './managedNodes';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** The only sync that lists nodes across accounts and Regions. */
const organizationSync = 'AWS-QuickSetup-ManagedNode';

const operators: Record<string, (found: string, wanted: string) => boolean> = {
  Equal: (found, wanted) => found === wanted,
  NotEqual: (found, wanted) => found === wanted,
  BeginWith: (found, wanted) => found.startsWith(wanted),
};

/** The id of a connected cluster is none by this operation's model. */
const nodeId = /^(i|mi)-/;

/**
 * 1 to 50 a page, all filters to hold: nodes of the account and Region, or with a sync those of the organization, instances that
 * Systems Manager doesn't manage among them. Where the integrated console isn't set up the operation is not supported.
 */
export function listNodes(world: SsmWorld) {
  const { estate } = world;
  return (input: ListNodesRequest, call: AwsCall): ListNodesResult => {
    const isSetUp = estate.organization.integratedConsole.some(
      ({ account, region }) => account === call.account && region === call.region
    );
    if (!isSetUp) {
      throw ssmError('UnsupportedOperationException', 'This operation is not supported for this account and Region.');
    }
    if (input.SyncName !== undefined && input.SyncName !== organizationSync) {
      throw ssmError('ResourceDataSyncNotFoundException', `The resource data sync ${input.SyncName} was not found.`);
    }
    const fits = nodeTest(input.Filters, world);
    const machines = input.SyncName === undefined ? machinesIn(estate, call) : estate.machines;
    const found = machines.filter((machine) => nodeId.test(nodeIdOf(machine) ?? '') && fits(machine));
    const { items, nextToken } = pageOf(found, input, { low: 1, high: 50, usual: 50 }, call, {
      nameOf: (machine) => nodeIdOf(machine)!,
    });
    return { Nodes: items.map((machine) => toNode(machine, world)), NextToken: nextToken };
  };
}

type Test = (machine: Machine) => boolean;

const fields: Record<string, (machine: Machine, world: SsmWorld) => string | null | undefined> = {
  AgentType: ({ ssm }) => (ssm ? 'amazon-ssm-agent' : null),
  AgentVersion: ({ ssm }) => ssm?.agentVersion,
  ComputerName: ({ ssm, names }) => (ssm ? names.computerName : null),
  InstanceId: nodeIdOf,
  InstanceStatus: (machine) => (isManaged(machine) ? inventoryStatus(machine, machine.ssm) : null),
  IpAddress: ({ privateIp }) => privateIp,
  ManagedStatus: managedStatus,
  PlatformName: ({ ssm, os }) => (ssm ? os.name : null),
  PlatformType: ({ ssm, os }) => (ssm ? os.type : null),
  PlatformVersion: ({ ssm, os }) => (ssm ? os.version : null),
  ResourceType: resourceType,
  OrganizationalUnitId: ({ account }, { estate }) => estate.organization.units[account].id,
  OrganizationalUnitPath: ({ account }, { estate }) => estate.organization.units[account].path,
  Region: ({ region }) => region,
  AccountId: ({ account }) => account,
  SourceType: ({ ssm }) => ssm?.sourceType,
  SourceId: ({ ssm }) => ssm?.sourceId,
  SourceLocation: ({ ssm }) => ssm?.sourceLocation,
  AvailabilityZone: ({ ec2 }) => ec2?.availabilityZone,
  // Nothing here has one.
  AvailabilityZoneId: () => null,
};

function nodeTest(filters: NodeFilter[] | undefined, world: SsmWorld): Test {
  if (filters) {
    checkLength(filters, 1, 5, 'filters');
  }
  const tests = (filters ?? []).map(({ Key = '' as never, Values = [], Type = 'Equal' }): Test => {
    const field = fields[Key];
    if (!field) {
      const valid = Object.keys(fields).join(', ');
      throw validationError(Key, 'filters.1.member.key', `Member must satisfy enum value set: [${valid}]`);
    }
    const holds = operators[Type];
    if (!holds) {
      const valid = Object.keys(operators).join(', ');
      throw validationError(Type, 'filters.1.member.type', `Member must satisfy enum value set: [${valid}]`);
    }
    checkLength(Values, 1, 5, 'filters.1.member.values');
    // ManagedStatus has a word for both.
    const wanted = Key === 'ManagedStatus' && Values.includes('All') ? ['Managed', 'Unmanaged'] : Values;
    const any = (machine: Machine) => wanted.some((value) => holds(field(machine, world) ?? '', value));
    return Type === 'NotEqual' ? (machine) => !any(machine) : any;
  });
  return (machine) => tests.every((test) => test(machine));
}

function isManaged(machine: Machine): machine is ManagedNode {
  return machine.ssm !== null;
}

function managedStatus({ ssm }: Machine): 'Managed' | 'Unmanaged' {
  return ssm ? 'Managed' : 'Unmanaged';
}

function resourceType({ ssm }: Machine): 'EC2Instance' | 'ManagedInstance' {
  return ssm?.resourceType ?? 'EC2Instance';
}

function toNode(machine: Machine, { estate, activationNames }: SsmWorld): Node {
  const { account, region, ec2, tags, privateIp } = machine;
  const unit = estate.organization.units[account];
  return {
    // Of what isn't managed Systems Manager knows what the last look at EC2 told.
    CaptureTime: isManaged(machine) ? new Date(captureTime(machine)) : new Date(estate.madeAt),
    Id: nodeIdOf(machine),
    Owner: { AccountId: account, OrganizationalUnitId: unit.id, OrganizationalUnitPath: unit.path },
    Region: region,
    NodeType: {
      Instance: {
        Name: (ec2 ? tags.Name : activationNames.get(machine.ssm?.activationId ?? '')) ?? '',
        IpAddress: privateIp,
        ManagedStatus: managedStatus(machine),
        ResourceType: resourceType(machine),
        AvailabilityZone: ec2?.availabilityZone,
        ...(isManaged(machine) && managedFacts(machine)),
      },
    },
  };
}

function managedFacts(machine: ManagedNode) {
  const { ssm, names, os } = machine;
  return {
    AgentType: 'amazon-ssm-agent',
    AgentVersion: ssm.agentVersion,
    ComputerName: names.computerName,
    InstanceStatus: inventoryStatus(machine, ssm),
    PlatformType: os.type,
    PlatformName: os.name,
    PlatformVersion: os.version,
    SourceType: (ssm.sourceType ?? undefined) as NonNullable<NonNullable<Node['NodeType']>['Instance']>['SourceType'],
    SourceId: ssm.sourceId ?? undefined,
    SourceLocation: ssm.sourceLocation ?? undefined,
  };
}
