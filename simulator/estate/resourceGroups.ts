import { accounts } from './accounts';
import { type Machine, type ResourceGroup } from './machine';

/** In each account and Region one, of its databases. */
export function makeResourceGroups(): ResourceGroup[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.map((region) => ({ name: 'databases', account, region, role: 'db' }))
  );
}

/** Machines as far as they are resources of AWS. */
export function isInGroup({ account, region, role, ec2, ssm }: Machine, group: ResourceGroup): boolean {
  return account === group.account && region === group.region && role === group.role && (ec2 ?? ssm) !== null;
}
