import { type AwsService } from '../aws/awsService';
import { type CredentialStore } from '../aws/credentials';
import { type Estate } from '../estate/machine';
import { assumeRole } from './assumeRole';
import { getCallerIdentity } from './getCallerIdentity';

export function makeStsService(estate: Estate, credentials: CredentialStore): AwsService {
  return {
    signingName: 'sts',
    xml: { namespace: 'https://sts.amazonaws.com/doc/2011-06-15/', style: 'query' },
    operations: {
      AssumeRole: assumeRole(estate, credentials),
      GetCallerIdentity: getCallerIdentity,
    },
  };
}
