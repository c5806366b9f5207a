import { accounts } from './accounts';
import { type SsmParameter } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;

const environments = ['production', 'staging', 'development'];
const applications = ['shop', 'checkout', 'search', 'orders', 'erp', 'crm', 'reporting', 'lake', 'stream'];

/** What each application has in each environment. */
const ofApplication: Array<Pick<SsmParameter, 'name' | 'type'> & Partial<SsmParameter>> = [
  { name: 'database/password', type: 'SecureString', keyId: 'alias/aws/ssm' },
  { name: 'database/endpoint', type: 'String' },
  { name: 'allowed-origins', type: 'StringList', allowedPattern: '^https://.*' },
];

/** The CloudWatch agent's configurations: agents may read what begins so. */
const agentConfigurations = ['AmazonCloudWatch-linux-default', 'AmazonCloudWatch-windows-default'];

const plain = {
  description: null,
  keyId: null,
  allowedPattern: null,
  tier: 'Standard',
  dataType: 'text',
  policies: [],
} satisfies Partial<SsmParameter>;

/** In each account and Region, by name. The base account has every application's, the others some. */
export function makeParameters(seed: number, madeAt: number): SsmParameter[] {
  return accounts.flatMap(({ id: account, regions }, i) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'parameters', account, region);
      const common = (name: string) => ({
        ...plain,
        name,
        account,
        region,
        version: random.int(1, 30),
        modifiedAt: madeAt - random.int(1, 700) * day,
        modifiedBy: `arn:aws:iam::${account}:user/${random.pick(['jana', 'tomas', 'deploy'])}`,
      });
      const theirs = applications
        .filter(() => i === 0 || random.chance(0.4))
        .flatMap((application) =>
          environments.flatMap((environment) =>
            ofApplication.map((template) => ({
              ...common(''),
              ...template,
              name: `/${application}/${environment}/${template.name}`,
            }))
          )
        );
      return [
        ...agentConfigurations.map((name) => ({
          ...common(name),
          type: 'String' as const,
          description: 'Configuration of the CloudWatch agent',
          // A configuration is soon longer than the 4 KB of a standard parameter.
          tier: 'Advanced' as const,
        })),
        { ...common('/images/golden-linux'), type: 'String' as const, dataType: 'aws:ec2:image' },
        { ...common('/vendor/acme/licence-key'), ...licence(madeAt) },
        ...theirs,
      ].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
    })
  );
}

/** Its policies end it, after a warning. */
function licence(madeAt: number): Pick<SsmParameter, 'type' | 'keyId' | 'description' | 'tier' | 'policies'> {
  const expiresAt = madeAt + 12 * day;
  return {
    type: 'SecureString',
    keyId: 'alias/licences',
    description: 'Runs out: order the next one in time',
    tier: 'Advanced',
    policies: [
      {
        type: 'Expiration',
        status: 'Pending',
        attributes: { Timestamp: new Date(expiresAt).toISOString() },
      },
      {
        type: 'ExpirationNotification',
        status: 'Pending',
        attributes: { Before: '10', Unit: 'Days' },
      },
    ],
  };
}
