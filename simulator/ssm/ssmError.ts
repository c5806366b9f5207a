import { AwsError } from '../aws/awsService';

/** One of SSM's modelled exceptions, whose text SSM calls Message. */
export function ssmError(code: string, message: string): AwsError {
  return new AwsError(code, message, 400, { Message: message });
}

/** SSM's words for a request that breaks its model. */
export function validationError(value: unknown, member: string, constraint: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`
  );
}
