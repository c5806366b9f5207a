import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type SimRequest } from '../route';
import { type Credentials, type CredentialStore } from './credentials';
import { isEnabledRegion } from './regions';

interface CredentialScope {
  accessKeyId: string;
  region: string;
  service: string;
}

/** Why a request's signature is refused; each protocol has its own code and words for it. */
export type Refusal = 'missing' | 'incomplete' | 'unknownKey' | 'mismatch' | 'expiredToken' | 'clockSkew';

/** `words` where what is said depends on the request. */
export interface Refused {
  refusal: Refusal;
  words?: string;
}

interface Authorization extends CredentialScope {
  signedHeaders: string[];
  signature: string;
}

const maxSkewMs = 5 * 60_000;

/** The scope of a header that may be good or bad: the service decides on the shape of a refusal, too. */
export function credentialScope(request: SimRequest): CredentialScope | null {
  return parseAuthorization(request.headers.authorization);
}

/** Signs the request again with the secret that belongs to its key, and compares. */
export async function verifySignature(
  request: SimRequest,
  store: CredentialStore,
  now: number
): Promise<{ credentials: Credentials } | Refused> {
  if (!request.headers.authorization) {
    return { refusal: 'missing' };
  }
  const authorization = parseAuthorization(request.headers.authorization);
  const signedAt = parseAmzDate(request.headers['x-amz-date']);
  if (!authorization || !signedAt || authorization.signedHeaders.some((name) => request.headers[name] === undefined)) {
    return { refusal: 'incomplete' };
  }
  const credentials = store.find(authorization.accessKeyId);
  if (!credentials || !isEnabledRegion(authorization.region)) {
    return { refusal: 'unknownKey' };
  }
  if (request.headers['x-amz-security-token'] !== credentials.sessionToken) {
    return { refusal: 'unknownKey' };
  }
  const declaredHash = request.headers['x-amz-content-sha256'];
  if (declaredHash && declaredHash !== createHash('sha256').update(request.body).digest('hex')) {
    return { refusal: 'mismatch' };
  }
  if (!equal(await sign(request, authorization, credentials, signedAt), authorization.signature)) {
    return { refusal: 'mismatch' };
  }
  if (Math.abs(now - signedAt.getTime()) > maxSkewMs) {
    return { refusal: 'clockSkew', words: skewWords(signedAt.getTime(), now) };
  }
  if (credentials.expiresAt !== undefined && credentials.expiresAt <= Date.now()) {
    return { refusal: 'expiredToken' };
  }
  return { credentials };
}

async function sign(
  { method, url, headers, body }: SimRequest,
  { region, service, signedHeaders }: Authorization,
  credentials: Credentials,
  signingDate: Date
): Promise<string> {
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, applyChecksum: false });
  const query: Record<string, string | string[]> = {};
  for (const name of url.searchParams.keys()) {
    query[name] = url.searchParams.getAll(name);
  }
  const signed = await signer.sign(
    new HttpRequest({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: Object.fromEntries(signedHeaders.map((name) => [name, headers[name]])),
      body,
    }),
    { signingDate, signableHeaders: new Set(signedHeaders) }
  );
  return parseAuthorization(signed.headers.authorization)?.signature ?? '';
}

/** As AWS's guide to signatures has them. */
function skewWords(signedAt: number, now: number): string {
  const [signed, server] = [amzDate(signedAt), amzDate(now)];
  return signedAt < now
    ? `Signature expired: ${signed} is now earlier than ${amzDate(now - maxSkewMs)} (${server} - 5 min.)`
    : `Signature not yet current: ${signed} is still later than ${amzDate(now + maxSkewMs)} (${server} + 5 min.)`;
}

function amzDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

function parseAuthorization(header: string | undefined): Authorization | null {
  const parts = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header ?? '')?.[1];
  // Fields are parted by a comma, with or without a blank.
  const fields = Object.fromEntries((parts ?? '').split(/,\s*/).map((field) => field.split(/=(.*)/s)));
  const [accessKeyId, , region, service, end] = (fields.Credential ?? '').split('/');
  if (end !== 'aws4_request' || !fields.SignedHeaders || !fields.Signature) {
    return null;
  }
  return { accessKeyId, region, service, signedHeaders: fields.SignedHeaders.split(';'), signature: fields.Signature };
}

/** `20261121T120000Z` */
function parseAmzDate(text: string | undefined): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  return match ? new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`) : null;
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
