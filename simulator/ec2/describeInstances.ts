import { type DescribeInstancesResult, type Instance, type InstanceStateName } from '@aws-sdk/client-ec2';
import { type AwsCall, AwsError } from '../aws/awsService';
import { takePage } from '../aws/pages';
import { type Ec2Facts, type Estate, type Machine } from '../estate/machine';
import { machinesIn } from '../estate/places';
import { type Ec2Filter, matchesFilters } from './filters';

interface Input {
  InstanceId?: string[];
  Filter?: Ec2Filter[];
  MaxResults?: string;
  NextToken?: string;
}

type Ec2Machine = Machine & { ec2: Ec2Facts };

/** So long EC2 remembers an instance that was terminated. */
const rememberedMs = 3600_000;

/** Pages of 5 to 1,000; without MaxResults everything comes at once, up to 1,000. Each instance is its own reservation. */
export function describeInstances(estate: Estate) {
  return (input: Input, call: AwsCall): DescribeInstancesResult => {
    const { InstanceId: ids, Filter: filters = [], NextToken: token } = input;
    const size = pageSize(input);
    const all = [...machinesIn(estate, call), ...remembered(estate, call)].filter(
      (machine): machine is Ec2Machine => machine.ec2 !== null
    );
    const machines = ids ? findAll(ids, all) : all;
    const found = machines.filter((machine) => matchesFilters(filters, (name) => filterValues(machine, name)));
    const { items, nextToken } = takePage(
      found,
      {
        size: Math.min(size, call.mostPerPage),
        token: token || undefined,
        of: ['DescribeInstances', call.account, call.region, filters],
        nameOf: ({ ec2 }) => ec2.instanceId,
      },
      () => new AwsError('InvalidParameterValue', `The token '${token}' is invalid`)
    );
    return {
      Reservations: items.map((machine) => ({
        ReservationId: machine.ec2.instanceId.replace(/^i-/, 'r-'),
        OwnerId: machine.account,
        Instances: [toInstance(machine)],
      })),
      NextToken: nextToken,
    };
  };
}

function pageSize({ MaxResults, InstanceId }: Input): number {
  if (MaxResults === undefined) {
    return 1000;
  }
  if (InstanceId) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults'
    );
  }
  const size = Number(MaxResults);
  if (!Number.isInteger(size) || size < 5 || size > 1000) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`
    );
  }
  return size;
}

function findAll(ids: string[], machines: Ec2Machine[]): Ec2Machine[] {
  const malformed = ids.find((id) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) {
    throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
  }
  const byId = new Map(machines.map((machine) => [machine.ec2.instanceId, machine]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${missing.join(', ')}' do not exist`);
  }
  return [...new Set(ids)].map((id) => byId.get(id)!);
}

function filterValues(machine: Ec2Machine, name: string): string[] | undefined {
  const { ec2, tags, privateIp } = machine;
  if (name.startsWith('tag:')) {
    const value = tags[name.slice('tag:'.length)];
    return value === undefined ? [] : [value];
  }
  const values: Record<string, string[]> = {
    'instance-id': [ec2.instanceId],
    'instance-state-name': [stateOf(machine).Name],
    'instance-state-code': [String(stateOf(machine).Code)],
    'instance-type': [ec2.instanceType],
    'image-id': [ec2.imageId],
    'availability-zone': [ec2.availabilityZone],
    'private-ip-address': [privateIp],
    'private-dns-name': [ec2.privateDnsName],
    'owner-id': [machine.account],
    'tag-key': Object.keys(tags),
  };
  return values[name];
}

function remembered({ vanished }: Estate, { account, region }: AwsCall): Machine[] {
  const since = Date.now() - rememberedMs;
  return vanished.flatMap(({ machine, at }) =>
    at > since && machine.account === account && machine.region === region ? machine : []
  );
}

function stateOf({ power, ec2 }: Ec2Machine): { Code: number; Name: InstanceStateName } {
  if (ec2.terminatedAt !== null) {
    return { Code: 48, Name: 'terminated' };
  }
  return power.running ? { Code: 16, Name: 'running' } : { Code: 80, Name: 'stopped' };
}

function toInstance(machine: Ec2Machine): Instance {
  const { ec2, os, power, privateIp, tags } = machine;
  // What is terminated has given its address and its role back.
  const gone = ec2.terminatedAt !== null;
  const stoppedAt = power.stoppedAt && new Date(power.stoppedAt).toISOString().replace('T', ' ').slice(0, 19);
  return {
    InstanceId: ec2.instanceId,
    ImageId: ec2.imageId,
    State: stateOf(machine),
    PrivateDnsName: gone ? '' : ec2.privateDnsName,
    PublicDnsName: '',
    StateTransitionReason: stoppedAt ? `User initiated (${stoppedAt} GMT)` : '',
    InstanceType: ec2.instanceType as Instance['InstanceType'],
    LaunchTime: new Date(ec2.launchedAt),
    Placement: {
      AvailabilityZone: ec2.availabilityZone,
      GroupName: '',
      Tenancy: os.type === 'MacOS' ? 'host' : 'default',
    },
    Monitoring: { State: 'disabled' },
    PrivateIpAddress: gone ? undefined : privateIp,
    Architecture: os.architecture,
    IamInstanceProfile:
      ec2.iamInstanceProfileArn && !gone
        ? { Arn: ec2.iamInstanceProfileArn, Id: `AIPA${ec2.imageId.slice(-16).toUpperCase()}` }
        : undefined,
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EbsOptimized: true,
    EnaSupport: true,
    PlatformDetails: os.type === 'Windows' ? 'Windows' : 'Linux/UNIX',
    // EC2 names a platform for Windows only, and with a small letter.
    Platform: os.type === 'Windows' ? ('windows' as Instance['Platform']) : undefined,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
