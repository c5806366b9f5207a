import { type AwsCall } from '../aws/awsService';
import { changeEstate, parseChange } from '../estate/changeEstate';
import { type Estate } from '../estate/machine';
import { makeEstate } from '../estate/makeEstate';
import { ACTIVATION_TIER } from '../estate/serviceSettings';
import { getServiceSetting } from './getServiceSetting';
import { makeSsmWorld } from './ssmWorld';

const now = Date.UTC(2026, 10, 21, 12);
const estate = makeEstate({ nodes: 400, seed: 7, now });
const [base, staging, data] = estate.accounts;

const at = (account: string, region = 'eu-west-1') => ({ operation: 'GetServiceSetting', account, region }) as AwsCall;
const get = (SettingId: string, call = at(base.id), of: Estate = estate) =>
  getServiceSetting(makeSsmWorld(of))({ SettingId }, call).ServiceSetting;

test('who has set it, and when', () => {
  expect(get(ACTIVATION_TIER)).toEqual({
    SettingId: ACTIVATION_TIER,
    SettingValue: 'advanced',
    LastModifiedDate: expect.any(Date),
    LastModifiedUser: expect.stringMatching(/^arn:aws:sts::111122223333:assumed-role\/Administrator\//),
    ARN: `arn:aws:ssm:eu-west-1:${base.id}:servicesetting/ssm/managed-instance/activation-tier`,
    Status: 'Customized',
  });
  expect(get(ACTIVATION_TIER, at(data.id))).toMatchObject({ SettingValue: 'standard', Status: 'PendingUpdate' });
});

test.each([
  [ACTIVATION_TIER, 'standard'],
  ['/ssm/managed-instance/default-ec2-instance-management-role', '$None'],
  ['/ssm/documents/console/public-sharing-permission', 'Enable'],
  ['/ssm/parameter-store/default-parameter-tier', 'Standard'],
  ['/ssm/parameter-store/high-throughput-enabled', 'false'],
  ['/ssm/automation/customer-script-log-destination', '$None'],
])('%s is %s where nobody has set it', (id, value) => {
  expect(get(id, at(staging.id))).toMatchObject({
    SettingValue: value,
    Status: 'Default',
    LastModifiedUser: 'System',
  });
});

test('by its ARN, too', () => {
  expect(get(get(ACTIVATION_TIER)!.ARN!)).toEqual(get(ACTIVATION_TIER));
});

test.each([
  ['an unknown id', '/ssm/managed-instance/colour', 'ServiceSettingNotFound'],
  ['a name of the language', 'constructor', 'ServiceSettingNotFound'],
  [
    'the ARN of another account',
    `arn:aws:ssm:eu-west-1:${staging.id}:servicesetting${ACTIVATION_TIER}`,
    'ServiceSettingNotFound',
  ],
  ['no id', '', 'ValidationException'],
  ['too long an id', `/${'x'.repeat(1000)}`, 'ValidationException'],
])('%s is refused', (_, id, code) => {
  expect(() => get(id)).toThrow(expect.objectContaining({ name: code }));
});

/** How many nodes of each account and Region are registered with activations, beside its tier. */
function tiers(of: Estate): Array<[hybrid: number, tier: string | undefined]> {
  return of.accounts.flatMap(({ id, regions }) =>
    regions.map((region): [number, string | undefined] => {
      const here = of.machines.filter(({ account, ...each }) => account === id && each.region === region);
      const hybrid = here.filter(({ ssm }) => ssm?.resourceType === 'ManagedInstance').length;
      return [hybrid, get(ACTIVATION_TIER, at(id, region), of)?.SettingValue];
    })
  );
}

test('no place has more than 1,000 hybrid nodes in the standard tier, and none comes there', () => {
  const large = makeEstate({ nodes: 9000, seed: 7, now });
  const before = tiers(large);
  expect(before.filter(([hybrid, tier]) => hybrid > 1000 && tier === 'advanced').length).toBeGreaterThan(0);
  expect(before.filter(([hybrid, tier]) => hybrid <= 1000 && tier === 'standard').length).toBeGreaterThan(0);
  changeEstate(large, parseChange(large, { appear: 9000 }), now);
  const after = tiers(large);
  expect(after).not.toEqual(before);
  expect([...before, ...after].filter(([hybrid, tier]) => hybrid > 1000 && tier !== 'advanced')).toEqual([]);
});
