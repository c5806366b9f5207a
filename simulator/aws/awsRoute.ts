import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Calls } from '../calls';
import { type AwsClock } from '../clock';
import { type Fault, type Faults } from '../faults';
import { foreignAnswer } from '../foreignAnswers';
import { type Route, type SimRequest, type SimResponse } from '../route';
import { type AwsCall, AwsError, type AwsService } from './awsService';
import { spoilItems } from './badValues';
import { type CredentialStore } from './credentials';
import { echoed } from './echo';
import { strikeList } from './listFaults';
import { type ListPage, openPage, sealPage } from './listPage';
import { type Policies } from './policies';
import { RateLimits } from './rateLimits';
import { refusalError, throttlingError, unauthorizedError } from './refusals';
import { credentialScope, verifySignature } from './signature';
import { readInput, readOperation, writeError, writeOutput } from './wire';

interface AwsOptions {
  services: AwsService[];
  credentials: CredentialStore;
  policies: Policies;
  faults: Faults;
  clock: AwsClock;
  calls: Calls;
  /** Added to every call, in milliseconds. */
  latencyMs: number;
  mostPerPage: number;
  throttle: boolean;
}

/**
 * Every AWS service behind one address: whatever the path, the credential scope says which service and Region is meant.
 * In this order a call is signed, slowed, struck by a fault, held against its caller's policy, throttled, answered.
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
  { credentials, policies, faults, clock, calls, latencyMs, mostPerPage, throttle }: AwsOptions
): Promise<SimResponse> {
  const requestId = randomUUID();
  const { protocol, operation } = readOperation(request);
  const scope = credentialScope(request);
  const service = services.get(scope?.service ?? '');
  const signer = await verifySignature(request, credentials, clock.now());
  if ('refusal' in signer) {
    return writeError(refusalError(signer, protocol, service), protocol, service, requestId);
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
    mostPerPage,
    requestId,
    headers,
  };
  let outcome: 'answered' | 'throttled' | 'failed' = 'failed';
  try {
    const { asked, input } = openPage(readInput(request, protocol));
    const fault = faults.strike({ ...call, page: asked.page, afterEmptyPage: asked.afterEmptyPage });
    const delay = latencyMs + (fault?.latencyMs ?? 0);
    if (delay > 0) {
      await sleep(delay);
    }
    if (fault?.code !== undefined || fault?.status !== undefined) {
      throw faultError(fault, call, input);
    }
    const own = async () => {
      const decision = policies.decide(call, input);
      if (decision !== 'allowed') {
        throw unauthorizedError(call, input, service, decision === 'denied');
      }
      if (throttle && !limits.take(call)) {
        outcome = 'throttled';
        throw throttlingError(protocol, service);
      }
      const output = strikeOutput(clock.dated(await operate(service, call, input)), asked, call, fault);
      return writeOutput(output, operation, protocol, service, requestId);
    };
    if (fault?.answer) {
      return await foreignAnswer(fault.answer, request, own);
    }
    const response = await own();
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

function operate(service: AwsService, call: AwsCall, input: Record<string, unknown>): object | Promise<object> {
  const { operation } = call;
  const handle = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!handle) {
    throw new AwsError('UnknownOperationException', `The operation ${operation} is not simulated`, 404);
  }
  return handle(input, call);
}

function strikeOutput(output: object, asked: ListPage, { protocol }: AwsCall, fault: Fault | undefined): object {
  const sealed = sealPage(output, asked);
  if (fault?.list) {
    return strikeList(sealed, fault.list, asked);
  }
  return fault?.value ? spoilItems(sealed, fault.value, fault.member, protocol === 'query') : sealed;
}

function faultError(fault: Fault, { headers }: AwsCall, input: Record<string, unknown>): AwsError {
  const { code = 'InternalFailure', message = 'Fault on demand', status = 400, echo } = fault;
  return new AwsError(code, echo ? echoed(message, headers, input) : message, status);
}
