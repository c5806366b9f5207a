import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Calls } from '../calls';
import { type Faults } from '../faults';
import { type Route, type SimRequest, type SimResponse } from '../route';
import { type AwsCall, AwsError, type AwsService } from './awsService';
import { type CredentialStore } from './credentials';
import { RateLimits } from './rateLimits';
import { refusalError, throttlingError } from './refusals';
import { credentialScope, verifySignature } from './signature';
import { readInput, readOperation, writeError, writeOutput } from './wire';

interface AwsOptions {
  services: AwsService[];
  credentials: CredentialStore;
  faults: Faults;
  calls: Calls;
  /** Added to every call, in milliseconds. */
  latencyMs: number;
  throttle: boolean;
}

/**
 * Every AWS service behind one address: whatever the path, the credential scope says which service and Region is meant.
 * In this order a call is signed, slowed, struck by a fault, throttled, answered.
 */
export function makeAwsRoute(options: AwsOptions): Route {
  const services = new Map(options.services.map((service) => [service.signingName, service]));
  const limits = new RateLimits();
  return {
    name: 'aws',
    match: ({ method, headers }) =>
      headers.authorization?.startsWith('AWS4-') === true ||
      (method === 'POST' &&
        (headers['x-amz-target'] !== undefined ||
          headers['smithy-protocol'] !== undefined ||
          headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true)),
    handle: (request) => answer(request, services, limits, options),
  };
}

async function answer(
  request: SimRequest,
  services: Map<string, AwsService>,
  limits: RateLimits,
  { credentials, faults, calls, latencyMs, throttle }: AwsOptions
): Promise<SimResponse> {
  const requestId = randomUUID();
  const { protocol, operation } = readOperation(request);
  const scope = credentialScope(request);
  const service = services.get(scope?.service ?? '');
  const signer = await verifySignature(request, credentials);
  if ('refusal' in signer) {
    return writeError(refusalError(signer.refusal, protocol, service), protocol, service, requestId);
  }
  if (!scope || !service) {
    const error = new AwsError('UnknownServiceException', `No service "${scope?.service}" is simulated`, 404);
    return writeError(error, protocol, service, requestId);
  }
  const { caller } = signer.credentials;
  const { headers } = request;
  const call: AwsCall = {
    service: scope.service,
    operation,
    protocol,
    account: caller.account,
    region: scope.region,
    caller,
    requestId,
    headers,
  };
  let outcome: 'answered' | 'throttled' | 'failed' = 'failed';
  try {
    const fault = faults.strike(call);
    const delay = latencyMs + (fault?.latencyMs ?? 0);
    if (delay > 0) {
      await sleep(delay);
    }
    if (fault?.code !== undefined || fault?.status !== undefined) {
      throw new AwsError(fault.code ?? 'InternalFailure', fault.message ?? 'Fault on demand', fault.status ?? 400);
    }
    if (throttle && !limits.take(call)) {
      outcome = 'throttled';
      throw throttlingError(protocol, service);
    }
    const handle = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
    if (!handle) {
      throw new AwsError('UnknownOperationException', `The operation ${operation} is not simulated`, 404);
    }
    const output = await handle(readInput(request, protocol), call);
    const response = writeOutput(output, operation, protocol, service, requestId);
    outcome = 'answered';
    return response;
  } catch (error) {
    if (!(error instanceof AwsError)) {
      console.error(`${scope.service} ${operation}:`, error);
    }
    const known = error instanceof AwsError ? error : new AwsError('InternalFailure', 'Internal failure', 500);
    return writeError(known, protocol, service, requestId);
  } finally {
    calls.record(call, outcome);
  }
}
