import type { Page } from 'playwright-core';

/**
 * Errors in a page's console, uncaught ones too, since they were last taken. Of things that aren't from `url` none is told: now and
 * then Grafana itself asks a server on the internet for a library's statistics, which fails where there is no internet.
 */
export function watchConsole(page: Page, url: string): { take(): string[] } {
  let errors: string[] = [];
  page.on('console', (message) => {
    const source = message.location().url;
    const isElsewhere = source.startsWith('http') && new URL(source).origin !== new URL(url).origin;
    if (message.type() === 'error' && !isElsewhere) {
      errors.push(`${message.text().slice(0, 300)} (${source})`);
    }
  });
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
  return {
    take() {
      const taken = errors;
      errors = [];
      return taken;
    },
  };
}
