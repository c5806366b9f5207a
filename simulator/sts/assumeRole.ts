import { type AssumeRoleResponse } from '@aws-sdk/client-sts';
import { type AwsCall, AwsError } from '../aws/awsService';
import { type CredentialStore } from '../aws/credentials';
import { type Estate } from '../estate/machine';

/** In a query request every value is text. */
type Input = Partial<Record<'RoleArn' | 'RoleSessionName' | 'ExternalId' | 'DurationSeconds', string>>;

/** Trust policies let the base account in, with the external id; STS says the same words whatever is wrong. */
export function assumeRole(estate: Estate, credentials: CredentialStore) {
  return (input: Input, { caller }: AwsCall): AssumeRoleResponse => {
    const { RoleArn = '', RoleSessionName = '', ExternalId } = input;
    const seconds = Number(input.DurationSeconds ?? 3600);
    validate('roleArn', RoleArn, /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/);
    validate('roleSessionName', RoleSessionName, /^[\w+=,.@-]{2,64}$/);
    if (!(seconds >= 900 && seconds <= 43200)) {
      throw new AwsError(
        'ValidationError',
        `1 validation error detected: Value '${input.DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200`
      );
    }
    const target = estate.accounts.find(({ readerRole }) => readerRole.arn === RoleArn);
    if (caller.account !== estate.accounts[0].id || target?.readerRole.externalId !== ExternalId || !target) {
      throw new AwsError(
        'AccessDenied',
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        403
      );
    }
    const roleName = RoleArn.slice(RoleArn.lastIndexOf('/') + 1);
    // Expiration has whole seconds on the wire.
    const expiresAt = (Math.floor(Date.now() / 1000) + seconds) * 1000;
    const session = credentials.openSession(target.id, roleName, RoleSessionName, expiresAt);
    return {
      AssumedRoleUser: { AssumedRoleId: session.caller.userId, Arn: session.caller.arn },
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(expiresAt),
      },
    };
  };
}

function validate(name: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value)) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`
    );
  }
}
