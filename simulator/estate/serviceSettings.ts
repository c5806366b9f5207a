import { accounts } from './accounts';
import { type Machine, type ServiceSetting } from './machine';
import { type Place } from './places';
import { Random } from './random';

const day = 24 * 3600_000;

export const ACTIVATION_TIER = '/ssm/managed-instance/activation-tier';

/** AWS registers no more nodes with hybrid activations in an account and Region until its tier is advanced. */
const MOST_IN_STANDARD_TIER = 1000;

/**
 * What people have set, beside AWS's defaults. The base account's first Region is in the advanced tier for Session Manager on its
 * hybrid nodes, and so is any place that has too many of them for the standard tier; the last account's first Region is on its way
 * back.
 */
export function makeServiceSettings(machines: Machine[], seed: number, madeAt: number): ServiceSetting[] {
  const settings = accounts.flatMap(({ id: account, regions }, i) =>
    regions.flatMap((region, j): ServiceSetting[] => {
      const random = new Random(seed, 'service settings', account, region);
      const set = (settingId: string, value: string, status: ServiceSetting['status'] = 'Customized') => ({
        settingId,
        account,
        region,
        value,
        status,
        modifiedAt: madeAt - random.int(20, 400) * day,
        modifiedBy: `arn:aws:sts::${account}:assumed-role/Administrator/${random.pick(['jana', 'tomas'])}`,
      });
      const sharesNothing = set('/ssm/documents/console/public-sharing-permission', 'Disable');
      const managesHosts = set(
        '/ssm/managed-instance/default-ec2-instance-management-role',
        'service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole'
      );
      if (i === 0) {
        return [sharesNothing, managesHosts, ...(j === 0 ? [set(ACTIVATION_TIER, 'advanced')] : [])];
      }
      return i === accounts.length - 1 && j === 0 ? [set(ACTIVATION_TIER, 'standard', 'PendingUpdate')] : [];
    })
  );
  return inTiersThatHold(settings, machines, madeAt);
}

/** The settings with the advanced tier wherever the standard one can't hold the nodes that there are, from `now` on where it is new. */
export function inTiersThatHold(settings: ServiceSetting[], machines: Machine[], now: number): ServiceSetting[] {
  const crowded = accounts.flatMap(({ id: account, regions }) =>
    regions
      .map((region): Place => ({ account, region }))
      .filter((place) => hybridNodes(machines, place) > MOST_IN_STANDARD_TIER)
  );
  return crowded.reduce((all, { account, region }) => {
    const isTier = (each: ServiceSetting) =>
      each.settingId === ACTIVATION_TIER && each.account === account && each.region === region;
    if (all.some((each) => isTier(each) && each.value === 'advanced')) {
      return all;
    }
    const advanced: ServiceSetting = {
      settingId: ACTIVATION_TIER,
      account,
      region,
      value: 'advanced',
      status: 'Customized',
      modifiedAt: now,
      modifiedBy: `arn:aws:sts::${account}:assumed-role/Administrator/jana`,
    };
    return [...all.filter((each) => !isTier(each)), advanced];
  }, settings);
}

function hybridNodes(machines: Machine[], place: Place): number {
  return machines.filter(
    ({ account, region, ssm }) =>
      account === place.account && region === place.region && ssm?.resourceType === 'ManagedInstance'
  ).length;
}
