import { loginPage, portalPath } from './foreignAnswers';
import { type Route } from './route';

interface Visit {
  method: string;
  /** Names alone. */
  headers: string[];
  /** Whether AWS session credentials came along. */
  securityToken: boolean;
}

/** The host that a redirect leads to: it has no business with AWS's requests, and remembers who brought it what. */
export class Portal {
  readonly visits: Visit[] = [];

  readonly route: Route = {
    name: 'portal',
    match: ({ url }) => url.pathname === portalPath,
    handle: ({ method, headers }) => {
      const names = Object.keys(headers).sort();
      this.visits.push({ method, headers: names, securityToken: names.includes('x-amz-security-token') });
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: loginPage };
    },
  };

  clear(): void {
    this.visits.length = 0;
  }
}
