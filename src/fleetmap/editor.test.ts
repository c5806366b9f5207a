import { FieldType, PanelOptionsEditorBuilder, standardEditorsRegistry } from '@grafana/data';
import { groupBy, mapValues } from 'lodash';
import { addOptions } from './editor';
import { DEFAULT_OPTIONS, type FleetMapOptions } from './options';
import { panelFrames } from './testdata/panelFrames';

// Grafana brings the editors, and they have tests of their own.
standardEditorsRegistry.setInit(() =>
  ['boolean', 'text', 'field-name', 'multi-select', 'radio'].map((id) => ({ id, name: id, editor: () => null }))
);
const builder = new PanelOptionsEditorBuilder<FleetMapOptions>();
addOptions(builder);
const items = builder.getItems();
const item = (name: string) => items.find((one) => one.name === name)!;

const data = panelFrames([
  { fields: [{ name: 'account', values: ['a'], config: { displayName: 'Account' } }] },
  { fields: [{ name: 'cpu', type: FieldType.number, values: [1] }] },
]);
const groupChoices = (options: Partial<FleetMapOptions>) =>
  item('Group by').settings.getOptions({ data, options }) as Promise<Array<{ value: string; label: string }>>;

it('stands under headings, each a part of what is seen', () => {
  const byHeading = groupBy(items, ({ category }) => category?.join());
  expect(mapValues(byHeading, (of) => of.map(({ name }) => name))).toEqual({
    Nodes: ['Identity', 'Label', 'Order by', 'Descending'],
    Groups: ['Group nodes', 'Group by'],
    Cells: ['Colour by', 'Size by', 'Shape'],
    'Fleet map': ['Show search', 'Show choices', 'Show legend', 'Selection variable'],
  });
});

it('begins with the defaults that the panel has', () => {
  const defaults = items.filter(({ defaultValue }) => defaultValue !== undefined);
  expect(Object.fromEntries(defaults.map(({ path, defaultValue }) => [path, defaultValue]))).toEqual(DEFAULT_OPTIONS);
});

it('offers the fields by the names that are seen, and numbers alone for sizes', async () => {
  expect(await groupChoices({})).toEqual([
    { value: 'Account', label: 'Account' },
    { value: 'cpu', label: 'cpu' },
  ]);
  const { filter } = item('Size by').settings;
  expect(data.flatMap(({ fields }) => fields.filter(filter)).map(({ name }) => name)).toEqual(['cpu']);
});

it('lists a field that was chosen by its base name, and one that is gone, so that they can be taken out', async () => {
  expect((await groupChoices({ groupBy: ['Account', 'account', 'gone'] })).slice(2)).toEqual([
    { value: 'account', label: 'account (base field name)' },
    { value: 'gone', label: 'gone (not found)' },
  ]);
});

it('lists a field that is chosen by its base name, as bundled dashboards do', async () => {
  expect(await groupChoices({ groupBy: ['account'] })).toContainEqual({
    value: 'account',
    label: 'account (base field name)',
  });
});

it('asks only what matters', () => {
  expect(item('Group by').showIf!(DEFAULT_OPTIONS, [])).toBe(true);
  expect(item('Group by').showIf!({ ...DEFAULT_OPTIONS, grouped: false }, [])).toBe(false);
  expect(item('Descending').showIf!(DEFAULT_OPTIONS, [])).toBe(false);
  expect(item('Descending').showIf!({ ...DEFAULT_OPTIONS, orderBy: 'cpu' }, [])).toBe(true);
});
