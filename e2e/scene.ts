import type { Page } from 'playwright-core';
import type { Truth } from '../demo/check/truth';
import type { Host } from '../demo/hosts/host';

/** What a browser test has: a page of its own before a host that looks at a simulated estate. */
export interface Scene {
  page: Page;
  /** The host's address, without a slash at the end. */
  url: string;
  host: Host;
  simulatorUrl: string;
  truth: Truth;
}

/** Tests by what they say. One fails by throwing. */
export type Tests = Record<string, (scene: Scene) => Promise<void>>;

/** Grafana lets only editors explore and only admins see settings; the preview asks nobody who they are. */
export async function signIn({ page, url, host }: Scene): Promise<void> {
  if (host.signIn) {
    const response = await page.request.post(`${url}/login`, { data: { user: 'admin', password: 'admin' } });
    if (!response.ok()) {
      throw new Error(`Signing in as admin: ${response.status()} ${await response.text()}`);
    }
  }
}
