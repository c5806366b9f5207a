import { type AwsCall } from './awsService';

type Place = Pick<AwsCall, 'account' | 'region'>;

/** The resource that a call is about, as IAM names it, by action: those whose requests name it, as far as it is known here. */
const resources: Record<string, (input: Record<string, unknown>, place: Place) => string> = {
  'ssm:GetDocument': ({ Name }, { account, region }) =>
    // Amazon's own documents are of no account.
    named(Name, `arn:aws:ssm:${region}:${/^(AWS|Amazon)/.test(`${Name}`) ? '' : account}:document/`),
  'ssm:GetServiceSetting': ({ SettingId }, { account, region }) =>
    named(`${SettingId}`.replace(/^\//, ''), `arn:aws:ssm:${region}:${account}:servicesetting/`),
};

export const ACTIONS_ON_RESOURCES = Object.keys(resources);

/** `undefined` where the action isn't among {@link ACTIONS_ON_RESOURCES}. */
export function resourceArn(action: string, input: Record<string, unknown>, place: Place): string | undefined {
  return Object.hasOwn(resources, action) ? resources[action](input, place) : undefined;
}

/** Requests may have the whole ARN in the place of a name. */
function named(name: unknown, prefix: string): string {
  return `${name}`.startsWith('arn:') ? `${name}` : `${prefix}${name ?? ''}`;
}
