/** An HTTP request as the simulator's worlds see it: read whole, so that signatures and retries can be checked over it. */
export interface SimRequest {
  method: string;
  /** Path and query as sent; the host is that of the Host header. */
  url: URL;
  /** Lower-cased names; repeated headers are joined by a comma. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface SimResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /**
   * How it ends other than whole: `cut` closes the connection after half of the body, `reset` closes it without an answer,
   * `hang` keeps it open without one.
   */
  ending?: 'cut' | 'reset' | 'hang';
}

/** One world's way in: the first route that matches answers. AWS comes last, as it matches every signed request. */
export interface Route {
  name: string;
  match(request: SimRequest): boolean;
  handle(request: SimRequest): SimResponse | Promise<SimResponse>;
}

/** An answer in plain JSON. */
export function jsonResponse(body: unknown, status = 200, headers: Record<string, string> = {}): SimResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
