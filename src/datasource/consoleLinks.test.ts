import { FieldType, type Field } from '@grafana/data';
import { consoleLink, withConsoleLink } from './consoleLinks';

const field = (name: string, config: Field['config'] = {}): Field => ({
  name,
  type: FieldType.string,
  config,
  values: ['https://eu-west-1.console.aws.amazon.com/a%20b'],
});

it.each([
  ['consoleUrl', 'Open in cloud console'],
  ['fleetManagerUrl', 'Open in Fleet Manager'],
  ['sessionUrl', 'Start session'],
])('%s is a link in words, to the address as it is, in a tab of its own', (column, title) => {
  expect(consoleLink(column)).toEqual({ title, url: '${__value.raw:raw}', targetBlank: true });
});

it('is shown as links in a table, before those that are there', () => {
  const own = { title: 'Runbook', url: '/runbook' };
  const shown = withConsoleLink(field('sessionUrl', { unit: 'string', links: [own], custom: { width: 90 } }));
  expect(shown).toEqual({
    ...field('sessionUrl'),
    config: {
      unit: 'string',
      links: [consoleLink('sessionUrl'), own],
      custom: { width: 90, cellOptions: { type: 'data-links' } },
    },
  });
});

it('is shown where a field has no links yet', () => {
  expect(withConsoleLink(field('consoleUrl')).config.links).toEqual([consoleLink('consoleUrl')]);
});

it('leaves other columns alone', () => {
  const name = field('name');
  expect(withConsoleLink(name)).toBe(name);
});
