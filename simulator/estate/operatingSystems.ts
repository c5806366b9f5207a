import { type MachineKind, type OperatingSystem } from './machine';
import { type Random } from './random';

/** Platform names and versions as SSM Agent reports them. */
const systems = {
  amazonLinux2023: { type: 'Linux', name: 'Amazon Linux', version: '2023', architecture: 'x86_64' },
  amazonLinux2023Arm: { type: 'Linux', name: 'Amazon Linux', version: '2023', architecture: 'arm64' },
  amazonLinux2: { type: 'Linux', name: 'Amazon Linux', version: '2', architecture: 'x86_64' },
  ubuntu2204: { type: 'Linux', name: 'Ubuntu', version: '22.04', architecture: 'x86_64' },
  ubuntu2404: { type: 'Linux', name: 'Ubuntu', version: '24.04', architecture: 'x86_64' },
  ubuntu2204Arm: { type: 'Linux', name: 'Ubuntu', version: '22.04', architecture: 'arm64' },
  rhel8: { type: 'Linux', name: 'Red Hat Enterprise Linux', version: '8.10', architecture: 'x86_64' },
  rhel9: { type: 'Linux', name: 'Red Hat Enterprise Linux', version: '9.4', architecture: 'x86_64' },
  sles15: { type: 'Linux', name: 'SLES', version: '15.5', architecture: 'x86_64' },
  debian12: { type: 'Linux', name: 'Debian GNU/Linux', version: '12', architecture: 'x86_64' },
  raspbian11: { type: 'Linux', name: 'Raspbian GNU/Linux', version: '11', architecture: 'arm64' },
  windows2016: {
    type: 'Windows',
    name: 'Microsoft Windows Server 2016 Standard',
    version: '10.0.14393',
    architecture: 'x86_64',
  },
  windows2019: {
    type: 'Windows',
    name: 'Microsoft Windows Server 2019 Datacenter',
    version: '10.0.17763',
    architecture: 'x86_64',
  },
  windows2022: {
    type: 'Windows',
    name: 'Microsoft Windows Server 2022 Datacenter',
    version: '10.0.20348',
    architecture: 'x86_64',
  },
  macos13: { type: 'MacOS', name: 'macOS', version: '13.6.9', architecture: 'x86_64_mac' },
  macos14: { type: 'MacOS', name: 'macOS', version: '14.6.1', architecture: 'arm64_mac' },
} satisfies Record<string, OperatingSystem>;

const { windows2016, windows2019, windows2022 } = systems;

/** Weighted so that a third of the whole fleet runs Windows. */
const byKind: Record<MachineKind, Array<readonly [OperatingSystem, number]>> = {
  ec2: [
    [systems.amazonLinux2023, 27],
    [systems.amazonLinux2023Arm, 12],
    [systems.amazonLinux2, 11],
    [systems.ubuntu2204, 11],
    [systems.ubuntu2404, 6],
    [systems.rhel9, 5],
    [systems.debian12, 2],
    [windows2022, 14],
    [windows2019, 8],
    [windows2016, 3],
    [systems.macos14, 1],
    [systems.macos13, 0.5],
  ],
  onPremises: [
    [systems.rhel8, 17],
    [systems.rhel9, 16],
    [systems.sles15, 9],
    [systems.ubuntu2204, 8],
    [windows2016, 12],
    [windows2019, 22],
    [windows2022, 16],
  ],
  azure: [
    [windows2022, 32],
    [windows2019, 20],
    [windows2016, 3],
    [systems.ubuntu2204, 19],
    [systems.ubuntu2404, 8],
    [systems.rhel9, 12],
    [systems.sles15, 6],
  ],
  gcp: [
    [systems.debian12, 50],
    [systems.ubuntu2204, 40],
    [windows2022, 10],
  ],
  edge: [
    [systems.raspbian11, 50],
    [systems.ubuntu2204Arm, 40],
    [systems.debian12, 10],
  ],
};

export function pickOperatingSystem(kind: MachineKind, random: Random): OperatingSystem {
  return random.weighted(byKind[kind]);
}

/** SSM's name of the patch baseline family (the OperatingSystem member of a patch baseline). */
export function patchFamily(os: OperatingSystem): string {
  const families: Record<string, string> = {
    'Amazon Linux 2': 'AMAZON_LINUX_2',
    'Amazon Linux 2023': 'AMAZON_LINUX_2023',
    Ubuntu: 'UBUNTU',
    'Red Hat Enterprise Linux': 'REDHAT_ENTERPRISE_LINUX',
    SLES: 'SUSE',
    'Debian GNU/Linux': 'DEBIAN',
    'Raspbian GNU/Linux': 'RASPBIAN',
    macOS: 'MACOS',
  };
  return os.type === 'Windows' ? 'WINDOWS' : (families[`${os.name} ${os.version}`] ?? families[os.name]);
}
