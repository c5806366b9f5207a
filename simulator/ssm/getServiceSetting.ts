import { type GetServiceSettingRequest, type GetServiceSettingResult } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { required } from './input';
import { ssmError, validationError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/**
 * The settings that the API reference lists, with what they are where nobody has set them. That a tier is then `standard` AWS's guide
 * says; of the others the reference tells the values that they can have, and which of them is the default is assumed here.
 */
const defaults: Record<string, string> = {
  '/ssm/appmanager/appmanager-enabled': 'False',
  '/ssm/automation/customer-script-log-destination': '$None',
  '/ssm/automation/customer-script-log-group-name': '$None',
  '/ssm/automation/enable-adaptive-concurrency': 'False',
  '/ssm/documents/console/public-sharing-permission': 'Enable',
  '/ssm/managed-instance/activation-tier': 'standard',
  '/ssm/managed-instance/default-ec2-instance-management-role': '$None',
  '/ssm/opsinsights/opscenter': 'Disabled',
  '/ssm/parameter-store/default-parameter-tier': 'Standard',
  '/ssm/parameter-store/high-throughput-enabled': 'false',
};

/** When AWS brought the settings of an account about that nobody has touched. */
const provisionedAt = new Date('2019-04-17T21:33:38.578Z');

/** By its id, or by its ARN in the account and Region of the call. */
export function getServiceSetting({ estate }: SsmWorld) {
  return (input: GetServiceSettingRequest, { account, region }: AwsCall): GetServiceSettingResult => {
    const asked = required(input.SettingId, 'settingId');
    if (asked.length > 1000) {
      throw validationError(asked, 'settingId', 'Member must have length less than or equal to 1000');
    }
    const here = `arn:aws:ssm:${region}:${account}:servicesetting`;
    const SettingId = asked.startsWith(`${here}/`) ? asked.slice(here.length) : asked;
    if (!Object.hasOwn(defaults, SettingId)) {
      throw ssmError('ServiceSettingNotFound', `The specified service setting was not found: ${asked}`);
    }
    const set = estate.serviceSettings.find(
      (each) => each.settingId === SettingId && each.account === account && each.region === region
    );
    return {
      ServiceSetting: {
        SettingId,
        SettingValue: set?.value ?? defaults[SettingId],
        LastModifiedDate: set ? new Date(set.modifiedAt) : provisionedAt,
        LastModifiedUser: set?.modifiedBy ?? 'System',
        ARN: `${here}${SettingId}`,
        Status: set?.status ?? 'Default',
      },
    };
  };
}
