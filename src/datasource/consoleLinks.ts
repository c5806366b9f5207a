import type { Field } from '@grafana/data';

/** Columns of `nodes` that are addresses, by what a reader does with them. */
const TITLES: Record<string, string> = {
  consoleUrl: 'Open in cloud console',
  fleetManagerUrl: 'Open in Fleet Manager',
  sessionUrl: 'Start session',
};

/**
 * Shows a column of addresses as links in words, in tables, in the fleet map's menu and wherever else data links are shown.
 * A row without an address gives a link without one, which Grafana leaves out.
 */
export function consoleLink(field: Field): Field {
  const title = TITLES[field.name];
  if (!title) {
    return field;
  }
  // The server part has encoded what needs to be: Grafana's own encoding would do it once more.
  const link = { title, url: '${__value.raw:raw}', targetBlank: true };
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
