import { type AwsCall, AwsError, type AwsProtocol, type AwsService } from './awsService';
import { actionOf } from './policies';
import { resourceArn } from './resourceArns';
import { type Refusal, type Refused } from './signature';

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const invalidToken = 'The security token included in the request is invalid.';

/** By protocol: JSON and CBOR services, query services, and EC2 with words of its own. Empty: the request's own words. */
const refusals: Record<Refusal, Record<'json' | 'query' | 'ec2', [code: string, message: string, status: number]>> = {
  missing: {
    json: ['MissingAuthenticationTokenException', 'Missing Authentication Token', 400],
    query: ['MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
    ec2: ['MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
  },
  incomplete: {
    json: ['IncompleteSignatureException', 'The request signature does not conform to AWS standards.', 400],
    query: ['IncompleteSignature', 'The request signature does not conform to AWS standards.', 400],
    ec2: ['IncompleteSignature', 'The request signature does not conform to AWS standards.', 400],
  },
  unknownKey: {
    json: ['UnrecognizedClientException', invalidToken, 400],
    query: ['InvalidClientTokenId', invalidToken, 403],
    ec2: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
  },
  mismatch: {
    json: ['InvalidSignatureException', mismatch, 400],
    query: ['SignatureDoesNotMatch', mismatch, 403],
    ec2: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
  },
  expiredToken: {
    json: ['ExpiredTokenException', 'The security token included in the request is expired', 400],
    query: ['ExpiredToken', 'The security token included in the request is expired', 403],
    ec2: ['RequestExpired', 'Request has expired.', 400],
  },
  clockSkew: {
    json: ['InvalidSignatureException', '', 400],
    query: ['SignatureDoesNotMatch', '', 403],
    ec2: ['RequestExpired', 'Request has expired.', 400],
  },
};

export function refusalError(
  { refusal, words = '' }: Refused,
  protocol: AwsProtocol,
  service: AwsService | undefined
): AwsError {
  const [code, message, status] = refusals[refusal][dialect(protocol, service)];
  return new AwsError(code, message || words, status);
}

/** By an identity-based policy, which denies the action or doesn't allow it. Only SSM names the resource: the call's, or all there is. */
export function unauthorizedError(
  call: AwsCall,
  input: Record<string, unknown>,
  service: AwsService,
  denies: boolean
): AwsError {
  const { service: signingName, operation, protocol, account, region, caller } = call;
  const action = actionOf(signingName, operation);
  const arn = resourceArn(action, input, call) ?? `arn:aws:ssm:${region}:${account}:*`;
  const resource = signingName === 'ssm' ? ` on resource: ${arn}` : '';
  const reason = denies
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  const said = `User: ${caller.arn} is not authorized to perform: ${action}${resource} ${reason}`;
  const errors = {
    json: () => new AwsError('AccessDeniedException', said),
    query: () => new AwsError('AccessDenied', said, 403),
    ec2: () => new AwsError('UnauthorizedOperation', `You are not authorized to perform this operation. ${said}`, 403),
  };
  return errors[dialect(protocol, service)]();
}

export function throttlingError(protocol: AwsProtocol, service: AwsService): AwsError {
  if (service.signingName === 'tagging') {
    return new AwsError('ThrottledException', 'Rate exceeded');
  }
  const errors = {
    json: () => new AwsError('ThrottlingException', 'Rate exceeded'),
    query: () => new AwsError('Throttling', 'Rate exceeded'),
    ec2: () => new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503),
  };
  return errors[dialect(protocol, service)]();
}

function dialect(protocol: AwsProtocol, service: AwsService | undefined): 'json' | 'query' | 'ec2' {
  return protocol !== 'query' ? 'json' : (service?.xml?.style ?? 'query');
}
