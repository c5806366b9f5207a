import { type MachineKind, type MachineNames, type OperatingSystem } from './machine';
import { type Random } from './random';
import { type Environment, environmentCode, type Role } from './roles';

/** Machines made from one image that nobody renamed: several share a short hostname. */
const cloned = {
  windows: ['WIN-TEMPLATE19', 'WIN-GOLDEN22'],
  other: ['rhel9-template', 'golden-image', 'ubuntu-base'],
};

/** Gives each series of names its next number. */
export class Numbering {
  private readonly last = new Map<string, number>();

  next(series: string): number {
    const number = (this.last.get(series) ?? 0) + 1;
    this.last.set(series, number);
    return number;
  }
}

export interface Naming {
  kind: MachineKind;
  os: OperatingSystem;
  role: Role;
  environment: Environment;
  region: string;
  privateIp: string;
  joined: boolean;
}

/** The name that its owners use for it (an EC2 `Name` tag, a VM's name): `web-prd-017`, `SQLPRD07`. */
export function ownName({ kind, os, role, environment }: Naming, numbering: Numbering): string {
  const code = environmentCode[environment];
  if (kind === 'edge') {
    const store = 100 + numbering.next('store');
    return `store-${String(store).padStart(4, '0')}-${role.name}`;
  }
  if (os.type === 'Windows') {
    const series = `${role.name}${code}`.toUpperCase();
    return `${series}${String(numbering.next(series)).padStart(2, '0')}`;
  }
  const series = kind === 'onPremises' ? `lnx-${role.name}` : `${role.name}-${code}`;
  return `${series}-${String(numbering.next(series)).padStart(3, '0')}`;
}

/** What its kernel says, its full name, and what SSM Agent reports as ComputerName. */
export function hostNames(name: string, naming: Naming, random: Random): MachineNames {
  const { kind, os, region, privateIp, joined } = naming;
  const windows = os.type === 'Windows';
  if ((kind === 'ec2' || kind === 'onPremises') && random.chance(0.012)) {
    const hostname = random.pick(windows ? cloned.windows : cloned.other);
    return { hostname, fqdn: null, computerName: windows ? `${hostname}.WORKGROUP` : hostname };
  }
  if (kind === 'ec2' && !windows && (os.type === 'MacOS' || random.chance(0.55))) {
    const hostname = `ip-${privateIp.replaceAll('.', '-')}`;
    const fqdn = privateDnsName(privateIp, region);
    return { hostname, fqdn, computerName: fqdn };
  }
  if (windows) {
    const hostname = kind === 'ec2' && !joined ? `EC2AMAZ-${random.letters(7)}` : name.slice(0, 15);
    const fqdn = joined ? `${hostname}.corp.example.com` : null;
    return { hostname, fqdn, computerName: fqdn ?? `${hostname}.WORKGROUP` };
  }
  if (kind === 'edge') {
    return { hostname: name, fqdn: null, computerName: name };
  }
  const domain = kind === 'onPremises' ? 'corp.example.com' : `${naming.role.application}.example.net`;
  const fqdn = `${name}.${domain}`;
  const spelling = random.weighted([
    [fqdn, 60],
    [name, 30],
    [fqdn.toUpperCase(), 5],
    [`${fqdn}.`, 5],
  ]);
  return { hostname: name, fqdn, computerName: spelling };
}

export function privateDnsName(privateIp: string, region: string): string {
  const host = `ip-${privateIp.replaceAll('.', '-')}`;
  return region === 'us-east-1' ? `${host}.ec2.internal` : `${host}.${region}.compute.internal`;
}
