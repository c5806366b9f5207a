import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { baseCredentials } from './aws/credentials';

interface RawCall {
  service?: string;
  region?: string;
  /** The time of the signature. */
  at?: Date;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  signal?: AbortSignal;
}

/**
 * A signed call whose answer comes as it is on the wire, where a client would make an error or another try of it. SSM's in
 * JSON; a query service's form is a text, and names its operation itself.
 */
export async function rawCall(
  url: string,
  operation: string,
  input: object | string = {},
  { service = 'ssm', region = 'eu-west-1', at = new Date(), credentials = baseCredentials, signal }: RawCall = {}
): Promise<Response> {
  const { hostname, port, host } = new URL(url);
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const { headers, body } = await signer.sign(
    new HttpRequest({
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/',
      headers: {
        host,
        ...(typeof input === 'string'
          ? { 'content-type': 'application/x-www-form-urlencoded' }
          : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonSSM.${operation}` }),
      },
      body: typeof input === 'string' ? `Action=${operation}&${input}` : JSON.stringify(input),
    }),
    { signingDate: at }
  );
  return fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
}
