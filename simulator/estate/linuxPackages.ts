import { type OperatingSystem } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;

/** A package of a distribution, with the versions that a fleet has at once: the newest last. */
export interface LinuxPackage {
  name: string;
  versions: string[];
  /** Of the update to the newest version. */
  severity: 'Critical' | 'Important' | 'Moderate' | 'Low';
  classification: 'Security' | 'Bugfix';
  cves: number;
}

function pkg(name: string, versions: string[], severity: LinuxPackage['severity'] = 'Low', cves = 0): LinuxPackage {
  return { name, versions, severity, classification: cves > 0 ? 'Security' : 'Bugfix', cves };
}

const everywhere: LinuxPackage[] = [
  pkg('openssl', ['3.0.8-1', '3.0.14-2', '3.0.15-1'], 'Critical', 2),
  pkg('openssh-server', ['8.7p1-34', '8.7p1-38', '9.6p1-3'], 'Critical', 1),
  pkg('sudo', ['1.9.5p2-9', '1.9.15-1'], 'Important', 1),
  pkg('curl', ['7.76.1-26', '8.3.0-1', '8.5.0-2'], 'Important', 2),
  pkg('bind-utils', ['9.16.23-11', '9.16.23-18'], 'Important', 3),
  pkg('python3', ['3.9.16-1', '3.9.18-3', '3.9.20-1'], 'Moderate', 1),
  pkg('systemd', ['252.4-1', '252.23-2'], 'Moderate', 1),
  pkg('glibc', ['2.34-52', '2.34-100', '2.34-117'], 'Important', 1),
  pkg('expat', ['2.5.0-1', '2.5.0-2'], 'Important', 2),
  pkg('vim-minimal', ['9.0.2153-1', '9.1.0475-1'], 'Moderate', 4),
  pkg('tzdata', ['2024a-1', '2024b-1']),
  pkg('rsync', ['3.2.3-18', '3.2.6-2'], 'Important', 2),
  pkg('chrony', ['4.3-1', '4.5-1']),
  pkg('krb5-libs', ['1.20.1-8', '1.21.1-1'], 'Important', 2),
  pkg('libxml2', ['2.9.13-3', '2.9.14-2'], 'Moderate', 2),
  pkg('less', ['590-2', '608-2'], 'Important', 1),
  pkg('bash', ['5.1.8-6', '5.2.15-1']),
  pkg('coreutils', ['8.32-34', '8.32-36']),
  pkg('ca-certificates', ['2023.2.60-1', '2024.2.69-1']),
  pkg('cronie', ['1.5.7-8', '1.5.7-11']),
  pkg('gnupg2', ['2.3.3-2', '2.3.7-1']),
  pkg('iproute', ['5.18.0-1', '6.2.0-5']),
  pkg('logrotate', ['3.18.0-7', '3.20.1-2']),
  pkg('rsyslog', ['8.2102.0-105', '8.2204.0-3']),
  pkg('tar', ['1.34-6', '1.34-7'], 'Moderate', 1),
  pkg('xz', ['5.2.5-8', '5.2.9-1']),
  pkg('zlib', ['1.2.11-39', '1.2.11-40'], 'Moderate', 1),
  pkg('amazon-ssm-agent', ['3.2.2303.0-1', '3.3.987.0-1', '3.3.1345.0-1']),
];

const byDistribution: Record<string, LinuxPackage[]> = {
  'Amazon Linux': [
    pkg('kernel', ['6.1.94-99.176', '6.1.109-118.189', '6.1.115-126.197'], 'Important', 5),
    pkg('amazon-cloudwatch-agent', ['1.300039.0b612', '1.300048.1b904']),
    pkg('docker', ['25.0.3-1', '25.0.6-1'], 'Important', 1),
    pkg('java-17-amazon-corretto-headless', ['17.0.11+9-1', '17.0.13+11-1'], 'Moderate', 4),
  ],
  Ubuntu: [
    pkg('linux-image-generic', ['5.15.0.113.113', '5.15.0.126.125'], 'Important', 6),
    pkg('snapd', ['2.61.3+22.04', '2.63+22.04'], 'Moderate', 2),
    pkg('unattended-upgrades', ['2.8ubuntu1']),
    pkg('apport', ['2.20.11-0ubuntu82.5', '2.20.11-0ubuntu82.6'], 'Low', 1),
  ],
  'Red Hat Enterprise Linux': [
    pkg('kernel-core', ['5.14.0-427.16.1', '5.14.0-427.42.1'], 'Important', 7),
    pkg('subscription-manager', ['1.29.40-1']),
    pkg('firewalld', ['1.2.1-1', '1.3.4-1']),
  ],
  SLES: [
    pkg('kernel-default', ['5.14.21-150500.55.62', '5.14.21-150500.55.83'], 'Important', 6),
    pkg('zypper', ['1.14.68-150400', '1.14.77-150500']),
    pkg('sap-tune', ['3.1.2-150200', '3.1.3-150200']),
  ],
  'Debian GNU/Linux': [
    pkg('linux-image-amd64', ['6.1.90-1', '6.1.115-1'], 'Important', 6),
    pkg('google-guest-agent', ['1:20240528.00', '1:20241011.01']),
  ],
  'Raspbian GNU/Linux': [
    pkg('raspberrypi-kernel', ['1:1.20230405-1', '1:1.20240529-1'], 'Important', 3),
    pkg('wpasupplicant', ['2:2.9.0-21', '2:2.10-12'], 'Moderate', 1),
  ],
};

/** What a distribution has installed, its own packages first. */
export function linuxPackages(os: OperatingSystem): LinuxPackage[] {
  return [...(byDistribution[os.name] ?? []), ...everywhere];
}

/** When a distribution released a version of a package, the same for every machine; `at` is its place among the versions. */
export function releasedAt(
  { name, version }: Pick<OperatingSystem, 'name' | 'version'>,
  { name: packageName, versions }: LinuxPackage,
  at: number,
  madeAt: number
): number {
  const random = new Random('release', name, version, packageName);
  const newest = madeAt - random.int(44, 90) * day;
  const older = versions.length - 1 - at;
  return newest - older * random.int(60, 150) * day;
}

const libraries =
  'acl attr archive assuan blkid cap cap-ng com_err crypt db dnf edit elf evdev event ffi fdisk gcc gcrypt gomp gpg-error ' +
  'gpgme idn2 kcapi ksba ldap lz4 maxminddb mnl modulemd mount ncurses netfilter nghttp2 nl pcre2 pipeline psl pwquality ' +
  'readline repo rpm seccomp selinux semanage sepol sigsegv smartcols solv sqlite ssh stdc++ tasn1 tirpc unistring user ' +
  'utempter uuid verto xcrypt yaml zstd';

/** The many small packages under everything else, as `libacl.x86_64`. */
export function libraryPackages(architecture: string): string[] {
  return ['', '-common', '-devel', '-data', '-tools', '-doc'].flatMap((suffix) =>
    libraries.split(' ').map((library) => `lib${library}${suffix}.${architecture}`)
  );
}

/** `x86_64` as packages call it: Debian's family says amd64. */
export function packageArchitecture(os: OperatingSystem): string {
  const debian = /Ubuntu|Debian|Raspbian/.test(os.name);
  if (os.architecture === 'arm64' || os.architecture === 'arm64_mac') {
    return debian || os.type === 'MacOS' ? 'arm64' : 'aarch64';
  }
  return debian ? 'amd64' : 'x86_64';
}
