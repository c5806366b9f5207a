import type { DataLink, Field } from '@grafana/data';

/** Columns of `nodes` that are addresses, by what a reader does with them. */
const TITLES: Record<string, string> = {
  consoleUrl: 'Open in cloud console',
  fleetManagerUrl: 'Open in Fleet Manager',
  sessionUrl: 'Start session',
};

/**
 * The link that a column of addresses is, undefined for other columns. A row without an address gives a link without one,
 * which Grafana leaves out.
 */
export function consoleLink(column: string): DataLink | undefined {
  const title = TITLES[column];
  // The server part has encoded what needs to be: Grafana's own encoding would do it once more.
  return title === undefined ? undefined : { title, url: '${__value.raw:raw}', targetBlank: true };
}

/** Shows a column of addresses as links in words, in tables, in the fleet map's menu and wherever else data links are shown. */
export function withConsoleLink(field: Field): Field {
  const link = consoleLink(field.name);
  if (!link) {
    return field;
  }
  const { custom, links = [] } = field.config;
  return {
    ...field,
    config: {
      ...field.config,
      links: [link, ...links],
      custom: { ...custom, cellOptions: { type: 'data-links' } },
    },
  };
}
