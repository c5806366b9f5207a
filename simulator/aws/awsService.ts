/**
 * How an AWS service joins the simulator. The dispatcher has verified the signature and found account, Region and
 * operation before an operation is called; it renders what comes back in the protocol that the request came in.
 */
export interface AwsService {
  /** The service in the signature's credential scope: `ssm`, `ec2`, `sts`, `monitoring`, `logs`, `oam`, `tagging`, `resource-groups`. */
  signingName: string;
  /**
   * For services that answer AWS query or EC2 query: the XML namespace, how lists and errors are written, and what errors
   * are called there that have other names in newer protocols (`ValidationException: 'ValidationError'`).
   */
  xml?: { namespace: string; style: 'query' | 'ec2'; errorCodes?: Record<string, string> };
  /** By operation name (`DescribeRegions`); for REST JSON the path's last segment (`ListSinks`, also where that is
   * `list-sinks`). */
  operations: Record<string, AwsOperation>;
}

/**
 * Takes the decoded input and gives the output by its members' wire names.
 *
 * Input: JSON 1.1 and REST JSON give the parsed object, CBOR the decoded map. Query gives strings: `A.member.1.B=x` and
 * `A.1.B=x` both become `{A: [{B: 'x'}]}`, and an empty list (`Dimensions=`) is the empty string.
 * Output: Date becomes epoch seconds with fractions (JSON), tag 1 (CBOR) or ISO 8601 (XML); undefined members are left
 * out; in XML arrays are written as `<member>` (query) or `<item>` (EC2).
 * An operation declares its input by its SDK's request type; members that AWS requires may still be missing.
 * Errors: throw {@link AwsError}; anything else becomes the service's InternalFailure with status 500.
 */
type AwsOperation = (input: any, call: AwsCall) => object | Promise<object>;

export type AwsProtocol = 'json-1.1' | 'query' | 'rest-json' | 'rpc-v2-cbor';

export interface AwsCall {
  service: string;
  operation: string;
  protocol: AwsProtocol;
  /** Account of the verified credentials: 12 digits. */
  account: string;
  /** Region of the credential scope. */
  region: string;
  caller: Caller;
  /** Items that a page of a list has at most, be it asked for more: AWS may give fewer, too. */
  mostPerPage: number;
  requestId: string;
  headers: Record<string, string>;
}

/** Who signed. */
export interface Caller {
  account: string;
  arn: string;
  userId: string;
}

/** An error as AWS documents it; the dispatcher gives it the shape of the protocol. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Members beside the message, as some JSON errors have. */
    readonly members: Record<string, unknown> = {}
  ) {
    super(message);
    this.name = code;
  }
}
