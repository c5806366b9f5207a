import { Encoder } from 'cbor-x';
import { XMLBuilder } from 'fast-xml-parser';
import { type SimRequest, type SimResponse } from '../route';
import { AwsError, type AwsProtocol, type AwsService } from './awsService';
import { parseForm } from './queryForm';

/** How a request is written, and which operation it names. */
export function readOperation(request: SimRequest): { protocol: AwsProtocol; operation: string } {
  const { pathname } = request.url;
  const cbor = /\/service\/[^/]+\/operation\/([^/]+)$/.exec(pathname);
  if (cbor) {
    return { protocol: 'rpc-v2-cbor', operation: cbor[1] };
  }
  const target = request.headers['x-amz-target'];
  if (target) {
    return { protocol: 'json-1.1', operation: target.slice(target.lastIndexOf('.') + 1) };
  }
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { protocol: 'query', operation: new URLSearchParams(request.body.toString()).get('Action') ?? '' };
  }
  return { protocol: 'rest-json', operation: inPascalCase(pathname.slice(pathname.lastIndexOf('/') + 1)) };
}

/** Some services' paths are their operations' names, some write these with hyphens: `list-group-resources`. */
function inPascalCase(segment: string): string {
  return segment.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const cbor = new Encoder({ useRecords: false, mapsAsObjects: true });

export function readInput(request: SimRequest, protocol: AwsProtocol): Record<string, unknown> {
  try {
    switch (protocol) {
      case 'rpc-v2-cbor':
        return request.body.length === 0 ? {} : cbor.decode(request.body);
      case 'query':
        return parseForm(request.body.toString());
      case 'json-1.1':
      case 'rest-json':
        return request.body.length === 0 ? {} : JSON.parse(request.body.toString());
    }
  } catch {
    throw new AwsError('SerializationException', 'The request body could not be read');
  }
}

const xml = new XMLBuilder({ ignoreAttributes: false });

export function writeOutput(
  output: object,
  operation: string,
  protocol: AwsProtocol,
  service: AwsService,
  requestId: string
): SimResponse {
  if (protocol !== 'query') {
    return { ...plain(output, protocol), status: 200, ...withRequestId(requestId, protocol) };
  }
  const { namespace, style } = xmlOf(service);
  const members = xmlValue(output, style === 'ec2' ? 'item' : 'member') as object;
  const body =
    style === 'ec2'
      ? { requestId, ...members }
      : { [`${operation}Result`]: members, ResponseMetadata: { RequestId: requestId } };
  return xmlResponse(200, { [`${operation}Response`]: { '@_xmlns': namespace, ...body } }, requestId);
}

export function writeError(
  error: AwsError,
  protocol: AwsProtocol,
  service: AwsService | undefined,
  requestId: string
): SimResponse {
  const { code, message, status, members } = error;
  const renamed = service?.xml?.errorCodes?.[code];
  if (protocol === 'query') {
    if (service?.xml?.style === 'ec2') {
      const document = { Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId } };
      return xmlResponse(status, document, requestId);
    }
    const fault = { Type: status < 500 ? 'Sender' : 'Receiver', Code: renamed ?? code, Message: message };
    const root = { '@_xmlns': service?.xml?.namespace ?? '', Error: fault, RequestId: requestId };
    return xmlResponse(status, { ErrorResponse: root }, requestId);
  }
  // Some errors have no member at all, not even a message.
  const named = message === '' || 'Message' in members ? {} : { message };
  const answer = plain({ __type: code, ...named, ...members }, protocol);
  const { headers } = withRequestId(requestId, protocol);
  headers['x-amzn-errortype'] = code;
  if (service?.xml) {
    // Services that once spoke query tell the error code of that protocol, too: clients go by it.
    headers['x-amzn-query-error'] =
      `${renamed ?? code.replace(/Exception$/, '')};${status < 500 ? 'Sender' : 'Receiver'}`;
  }
  return { ...answer, status, headers };
}

function plain(output: object, protocol: AwsProtocol): { body: string | Buffer } {
  return {
    body: protocol === 'rpc-v2-cbor' ? cbor.encode(withoutUndefined(output)) : JSON.stringify(output, epochSeconds),
  };
}

function withRequestId(requestId: string, protocol: AwsProtocol): { headers: Record<string, string> } {
  const types: Record<AwsProtocol, string> = {
    'json-1.1': 'application/x-amz-json-1.1',
    'rest-json': 'application/json',
    'rpc-v2-cbor': 'application/cbor',
    query: 'text/xml',
  };
  const headers: Record<string, string> = { 'content-type': types[protocol], 'x-amzn-requestid': requestId };
  if (protocol === 'rpc-v2-cbor') {
    headers['smithy-protocol'] = 'rpc-v2-cbor';
  }
  return { headers };
}

function xmlResponse(status: number, document: object, requestId: string): SimResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xml.build(document)}`;
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body };
}

function xmlOf(service: AwsService): NonNullable<AwsService['xml']> {
  if (!service.xml) {
    throw new AwsError('InvalidRequest', `${service.signingName} does not speak the query protocol`);
  }
  return service.xml;
}

/** JSON.stringify has already called Date.toJSON when the replacer sees a value: the date is on the holder. */
function epochSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key];
  return raw instanceof Date ? raw.getTime() / 1000 : value;
}

function xmlValue(value: unknown, listItem: string): unknown {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return { [listItem]: value.map((each) => xmlValue(each, listItem)) };
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([name, member]) => [name, xmlValue(member, listItem)]));
  }
  return value;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutUndefined);
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([name, member]) => [name, withoutUndefined(member)]));
  }
  return value;
}
