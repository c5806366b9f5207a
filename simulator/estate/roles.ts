import { type MachineKind, type OperatingSystem } from './machine';
import { type Random } from './random';

/** What a machine is there for. It decides its name, its tags and its software. */
export interface Role {
  /** In host names: `web`, `sql`. */
  name: string;
  application: string;
  owner: string;
  cpuCounts: number[];
  /** GiB of memory a CPU. */
  memoryPerCpu: number;
}

export type Environment = 'production' | 'staging' | 'development';

export const environmentCode: Record<Environment, string> = {
  production: 'prd',
  staging: 'stg',
  development: 'dev',
};

function role(name: string, application: string, owner: string, cpuCounts: number[], memoryPerCpu: number): Role {
  return { name, application, owner, cpuCounts, memoryPerCpu };
}

const web = role('web', 'shop', 'team-storefront', [2, 4], 2);
const api = role('api', 'shop', 'team-storefront', [2, 4, 8], 2);
const checkout = role('chk', 'checkout', 'team-payments', [4, 8], 4);
const search = role('srch', 'search', 'team-search', [8, 16], 8);
const cache = role('cache', 'shop', 'team-storefront', [2, 4], 8);
const database = role('db', 'orders', 'team-database', [8, 16, 32], 8);
const sql = role('sql', 'erp', 'team-database', [8, 16], 8);
const build = role('build', 'ci', 'team-platform', [4, 8, 16], 2);
const bastion = role('jump', 'access', 'team-platform', [2], 2);
const directory = role('dc', 'directory', 'team-workplace', [2, 4], 4);
const files = role('file', 'directory', 'team-workplace', [4], 4);
const print = role('print', 'directory', 'team-workplace', [2], 4);
const erp = role('sap', 'erp', 'team-erp', [16, 32], 8);
const crm = role('crm', 'crm', 'team-crm', [4, 8], 4);
const report = role('rpt', 'reporting', 'team-data', [4, 8], 8);
const worker = role('worker', 'lake', 'team-data', [8, 16], 4);
const kafka = role('kafka', 'stream', 'team-data', [4, 8], 8);
const gateway = role('gw', 'stores', 'team-stores', [4], 1);
const pos = role('pos', 'stores', 'team-stores', [4], 2);
const macBuild = role('mac', 'ci', 'team-mobile', [8, 12], 2);

const linux = [web, web, web, api, api, checkout, search, cache, database, build, bastion, worker, kafka];
const windows = [sql, crm, report, files, web, api];

const byKind: Record<MachineKind, { linux: Role[]; windows: Role[] }> = {
  ec2: { linux, windows },
  onPremises: { linux: [erp, erp, database, files, build], windows: [sql, directory, files, print, erp, report] },
  azure: { linux: [crm, api, report, bastion], windows: [crm, crm, sql, report, directory, bastion] },
  gcp: { linux: [worker, worker, kafka, report], windows: [report] },
  edge: { linux: [gateway, pos], windows: [pos] },
};

export function pickRole(kind: MachineKind, os: OperatingSystem, random: Random): Role {
  if (os.type === 'MacOS') {
    return macBuild;
  }
  return random.pick(byKind[kind][os.type === 'Windows' ? 'windows' : 'linux']);
}
