import { linuxPackages, packageArchitecture } from './linuxPackages';
import { type OperatingSystem, type SoftwareFacts } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;

const windowsApplications: Array<[name: string, publisher: string, versions: string[]]> = [
  ['Amazon SSM Agent', 'Amazon Web Services', ['3.2.2303.0', '3.3.987.0', '3.3.1345.0']],
  ['Amazon CloudWatch Agent', 'Amazon.com, Inc.', ['1.300039.0', '1.300048.1']],
  ['AWS PV Drivers', 'Amazon Web Services', ['8.4.3', '8.5.0']],
  ['AWS Tools for Windows', 'Amazon Web Services Developer Relations', ['3.15.1642', '3.15.2211']],
  ['Microsoft Edge', 'Microsoft Corporation', ['128.0.2739.42', '130.0.2849.68', '131.0.2903.51']],
  ['Microsoft Edge WebView2 Runtime', 'Microsoft Corporation', ['128.0.2739.42', '131.0.2903.51']],
  ['Microsoft Visual C++ 2015-2022 Redistributable (x64)', 'Microsoft Corporation', ['14.36.32532', '14.40.33810']],
  ['Microsoft .NET Runtime - 6.0 (x64)', 'Microsoft Corporation', ['6.0.27', '6.0.36']],
  ['Microsoft .NET Runtime - 8.0 (x64)', 'Microsoft Corporation', ['8.0.6', '8.0.11']],
  ['PowerShell 7-x64', 'Microsoft Corporation', ['7.4.2', '7.4.6']],
  ['7-Zip (x64)', 'Igor Pavlov', ['22.01', '23.01', '24.08']],
  ['Notepad++ (64-bit x64)', 'Notepad++ Team', ['8.5.6', '8.7']],
  ['PuTTY release (64-bit)', 'Simon Tatham', ['0.78', '0.81']],
  ['Google Chrome', 'Google LLC', ['126.0.6478.127', '131.0.6778.86']],
  ['WinSCP', 'Martin Prikryl', ['6.1.2', '6.3.5']],
  ['Sysinternals Suite', 'Microsoft Corporation', ['2024.7']],
  ['CrowdStrike Sensor Platform', 'CrowdStrike, Inc.', ['7.16.18613', '7.19.18913']],
  ['Splunk Universal Forwarder', 'Splunk, Inc.', ['9.1.2', '9.3.1']],
  ['Veeam Agent for Microsoft Windows', 'Veeam Software Group GmbH', ['6.1.2.134', '6.2.0.121']],
  ['VMware Tools', 'VMware, Inc.', ['12.3.5', '12.4.5']],
];

const macApplications: Array<[name: string, publisher: string, versions: string[]]> = [
  ['Xcode', 'Apple', ['15.4', '16.1']],
  ['Safari', 'Apple', ['17.6', '18.1']],
  ['amazon-ssm-agent', 'Amazon Web Services', ['3.3.987.0', '3.3.1345.0']],
  ['git', 'Homebrew', ['2.45.2', '2.47.0']],
  ['cmake', 'Homebrew', ['3.29.6', '3.31.0']],
  ['fastlane', 'Homebrew', ['2.222.0', '2.225.0']],
  ['cocoapods', 'Homebrew', ['1.15.2', '1.16.2']],
  ['openjdk@17', 'Homebrew', ['17.0.12', '17.0.13']],
  ['node@20', 'Homebrew', ['20.15.1', '20.18.0']],
  ['python@3.12', 'Homebrew', ['3.12.4', '3.12.7']],
];

const byRole: Record<string, Array<[name: string, publisher: string, versions: string[]]>> = {
  web: [['nginx', '', ['1.24.0', '1.26.2']]],
  api: [['nodejs', '', ['18.20.4', '20.18.0']]],
  chk: [['tomcat', 'Apache Software Foundation', ['9.0.85', '9.0.97']]],
  srch: [['opensearch', 'OpenSearch', ['2.15.0', '2.18.0']]],
  cache: [['redis6', '', ['6.2.14', '7.2.6']]],
  db: [['postgresql15-server', '', ['15.6', '15.9']]],
  sql: [
    ['Microsoft SQL Server 2019 (64-bit)', 'Microsoft Corporation', ['15.0.4355.3', '15.0.4405.4']],
    ['SQL Server Management Studio', 'Microsoft Corporation', ['19.3', '20.2']],
  ],
  worker: [['spark-core', 'Apache Software Foundation', ['3.4.1', '3.5.3']]],
  kafka: [['kafka', 'Apache Software Foundation', ['3.6.1', '3.8.0']]],
  sap: [['sapconf', 'SUSE LLC', ['5.0.6', '5.0.7']]],
  crm: [['Dynamics CRM Connector', 'Contoso Ltd.', ['4.2.1', '4.3.0']]],
  build: [['gitlab-runner', 'GitLab Inc.', ['16.11.0', '17.5.3']]],
  pos: [['till-client', 'Example Stores', ['11.4.2', '11.5.0']]],
  gw: [['mosquitto', 'Eclipse Foundation', ['2.0.15', '2.0.20']]],
};

const publishers: Record<string, string> = {
  'Amazon Linux': 'Amazon Linux',
  Ubuntu: 'Ubuntu Developers',
  'Red Hat Enterprise Linux': 'Red Hat, Inc.',
  SLES: 'SUSE LLC <https://www.suse.com/>',
  'Debian GNU/Linux': 'Debian',
  'Raspbian GNU/Linux': 'Debian',
  macOS: 'Apple',
};

/** The applications of inventory type AWS:Application, by operating system and role; not every machine has every one. */
export function makeSoftware(os: OperatingSystem, role: string, seenAt: number, random: Random): SoftwareFacts[] {
  const architecture = packageArchitecture(os);
  const publisher = publishers[os.name] ?? '';
  const offered: Array<[name: string, publisher: string, versions: string[]]> =
    os.type === 'Windows'
      ? windowsApplications
      : os.type === 'MacOS'
        ? macApplications
        : linuxPackages(os).map(({ name, versions }) => [name, publisher, versions]);
  const kept = offered.filter(() => random.chance(0.93));
  return [...(byRole[role] ?? []), ...kept].map(([name, by, versions]) => {
    // Most of a fleet is near the newest version, a tail is not.
    const version = versions[Math.max(0, versions.length - 1 - (random.chance(0.7) ? 0 : random.int(1, 2)))];
    return {
      name,
      version,
      publisher: by || publisher,
      installedAt: seenAt - random.int(3, 500) * day,
      architecture,
      packageId: os.type === 'Windows' ? `{${random.uuid().toUpperCase()}}` : `${name}-${version}.${architecture}`,
    };
  });
}
