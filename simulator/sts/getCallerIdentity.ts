import { type GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { type AwsCall } from '../aws/awsService';

export function getCallerIdentity(_input: unknown, { caller }: AwsCall): GetCallerIdentityResponse {
  return { UserId: caller.userId, Account: caller.account, Arn: caller.arn };
}
