/** A host name as far as it says which machine is meant: lower-case, without port, scheme or path. */
export interface HostName {
  /** `web-01.example.com`; absent where the name has no domain. */
  fqdn?: string;
  /** `web-01` */
  short: string;
}

/** Names that every machine may carry, so that they tell none apart. */
const MEANINGLESS = new Set(['localhost', '(none)', 'workgroup', 'unknown', '']);
/** A domain that distributions fill in where none is configured. */
const NO_DOMAIN = 'localdomain';

/**
 * Reads what another system calls a machine: `HOST.example.com.`, `host:9100`, `https://host:9182/metrics`.
 * Null for what names no machine: an address (IPs are no host names and are never cut at a dot), `localhost`, `(none)`.
 */
export function readHostName(raw: string | null | undefined): HostName | null {
  const host = stripTransport((raw ?? '').trim().toLowerCase()).replace(/\.$/, '');
  if (isAddress(host) || MEANINGLESS.has(host)) {
    return null;
  }
  const dot = host.indexOf('.');
  if (dot < 0) {
    return { short: host };
  }
  const short = host.slice(0, dot);
  if (MEANINGLESS.has(short)) {
    return null;
  }
  return host.slice(dot + 1) === NO_DOMAIN ? { short } : { fqdn: host, short };
}

/** Takes scheme, path and port away: `http://web-01:80/x` gives `web-01`. */
function stripTransport(name: string): string {
  return name
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*/, '')
    .replace(/:\d+$/, '');
}

/** Without its port no host name has a colon; an IPv6 address has two at the least. */
function isAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':');
}
