import { azureSubscriptions } from './accounts';
import { type AzureFacts, type Ec2Facts, type GcpFacts, type OperatingSystem } from './machine';
import { privateDnsName } from './names';
import { type Random } from './random';
import { type Environment, environmentCode, type Role } from './roles';

const sizes: Record<number, string> = { 2: 'large', 4: 'xlarge', 8: '2xlarge', 16: '4xlarge', 32: '8xlarge' };

export function makeEc2(
  os: OperatingSystem,
  role: Role,
  cpuCount: number,
  place: { account: string; region: string },
  privateIp: string,
  launchedAt: number,
  random: Random
): Ec2Facts {
  const letter = role.memoryPerCpu <= 2 ? 'c' : role.memoryPerCpu <= 4 ? 'm' : 'r';
  const family = `${letter}${os.architecture === 'arm64' ? '7g' : '6i'}`;
  const mac = os.architecture === 'arm64_mac' ? 'mac2.metal' : 'mac1.metal';
  return {
    // Instances from before 2016 still carry the short form.
    instanceId: random.chance(0.01) ? `i-${random.hex(8)}` : `i-0${random.hex(16)}`,
    instanceType: os.type === 'MacOS' ? mac : `${family}.${sizes[cpuCount]}`,
    availabilityZone: `${place.region}${random.pick(['a', 'b', 'c'])}`,
    launchedAt,
    terminatedAt: null,
    imageId: `ami-0${random.hex(16)}`,
    privateDnsName: privateDnsName(privateIp, place.region),
    iamInstanceProfileArn: `arn:aws:iam::${place.account}:instance-profile/${role.application}-node`,
  };
}

const azureLocations = ['westeurope', 'northeurope', 'centralus'];

/** Names that several resource groups use at once. */
const recurring = ['vm-jump-01', 'vm-agent-01', 'vm-print-01'];

export function makeAzure(
  name: string,
  role: Role,
  environment: Environment,
  taken: Set<string>,
  random: Random
): AzureFacts {
  const { subscriptionId } =
    environment === 'production' ? random.pick([azureSubscriptions[0], azureSubscriptions[2]]) : azureSubscriptions[1];
  const location = random.pick(azureLocations);
  const group = `rg-${role.application}-${environmentCode[environment]}-${location}`;
  // Azure keeps the spelling that it was given, and compares without regard to case.
  const resourceGroup = random.chance(0.2) ? group.toUpperCase() : group;
  const wanted = random.weighted<string>([
    [random.pick(recurring), 7],
    [name.toLowerCase(), 33],
    [`vm-${role.name}-${environmentCode[environment]}-${random.hex(3)}`, 60],
  ]);
  const key = (vmName: string) => `${subscriptionId}/${group}/${vmName}`.toLowerCase();
  const vmName = taken.has(key(wanted)) ? `vm-${name.toLowerCase()}` : wanted;
  taken.add(key(vmName));
  return {
    subscriptionId,
    resourceGroup,
    vmName,
    vmId: random.uuid(),
    location,
    path: random.weighted([
      ['provider', 66],
      ['connector', 17],
      ['activation', 17],
    ] as const),
    resourceId: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${vmName}`,
    size: random.pick(['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_E4s_v5']),
  };
}

const gcpZones = ['europe-west1-b', 'europe-west1-c', 'us-central1-a'];

export function makeGcp(name: string, environment: Environment, random: Random): GcpFacts {
  return {
    projectId: environment === 'production' ? 'analytics-prod-4711' : 'analytics-lab-0815',
    zone: random.pick(gcpZones),
    instanceId: String(random.int(1_000_000_000, 9_000_000_000)) + String(random.int(100_000_000, 999_999_999)),
    instanceName: name.toLowerCase(),
  };
}
