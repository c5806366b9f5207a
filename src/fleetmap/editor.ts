import {
  FieldType,
  getFieldDisplayName,
  type Field,
  type PanelOptionsEditorBuilder,
  type SelectableValue,
  type StandardEditorContext,
} from '@grafana/data';
import { DEFAULT_OPTIONS, MOST_LEVELS, type FleetMapOptions } from './options';

const NODES = ['Nodes'];
const GROUPS = ['Groups'];
const CELLS = ['Cells'];
const AROUND = ['Fleet map'];

/** The panel's own options, under the headings that Grafana's editor shows. */
export function addOptions(builder: PanelOptionsEditorBuilder<FleetMapOptions>) {
  const isNumber = ({ type }: Field) => type === FieldType.number;
  builder
    .addFieldNamePicker({
      path: 'identity',
      name: 'Identity',
      description:
        'Which field identifies a node: by it nodes keep their places across refreshes, and rows of several queries are joined.',
      category: NODES,
      settings: { placeholderText: 'Auto' },
    })
    .addFieldNamePicker({
      path: 'label',
      name: 'Label',
      description: 'What a node is called. Auto: its name, else its identity.',
      category: NODES,
      settings: { placeholderText: 'Auto' },
    })
    .addFieldNamePicker({
      path: 'orderBy',
      name: 'Order by',
      description: 'Order of the nodes in a group. Auto: the worst first.',
      category: NODES,
      settings: { placeholderText: 'Auto' },
    })
    .addBooleanSwitch({
      path: 'orderDescending',
      name: 'Descending',
      category: NODES,
      defaultValue: DEFAULT_OPTIONS.orderDescending,
      showIf: ({ orderBy }) => Boolean(orderBy),
    })
    .addBooleanSwitch({
      path: 'grouped',
      name: 'Group nodes',
      category: GROUPS,
      defaultValue: DEFAULT_OPTIONS.grouped,
    })
    .addMultiSelect({
      path: 'groupBy',
      name: 'Group by',
      description: `Up to ${MOST_LEVELS} fields, the outermost first. Empty: account and Region, where the data has any.`,
      category: GROUPS,
      showIf: ({ grouped }) => grouped !== false,
      settings: { allowCustomValue: true, options: [], getOptions: async (context) => groupFields(context) },
    })
    .addFieldNamePicker({
      path: 'fillBy',
      name: 'Colour by',
      description: 'A category in the colours of its value mappings, or a number in those of its thresholds or scheme.',
      category: CELLS,
      settings: { placeholderText: 'Auto' },
    })
    .addFieldNamePicker({
      path: 'sizeBy',
      name: 'Size by',
      description: 'A number: the area of a cell, in proportion to the biggest.',
      category: CELLS,
      settings: { placeholderText: 'All the same', filter: isNumber },
    })
    .addRadio({
      path: 'shape',
      name: 'Shape',
      category: CELLS,
      defaultValue: DEFAULT_OPTIONS.shape,
      settings: {
        options: [
          { value: 'square', label: 'Square' },
          { value: 'hexagon', label: 'Hexagon' },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'showSearch',
      name: 'Show search',
      description: 'With the switch between map and table.',
      category: AROUND,
      defaultValue: DEFAULT_OPTIONS.showSearch,
    })
    .addBooleanSwitch({
      path: 'showChoices',
      name: 'Show choices',
      description: 'Each viewer may choose colours, groups and sizes. These options are what the choice begins with.',
      category: AROUND,
      defaultValue: DEFAULT_OPTIONS.showChoices,
    })
    .addBooleanSwitch({
      path: 'showLegend',
      name: 'Show legend',
      category: AROUND,
      defaultValue: DEFAULT_OPTIONS.showLegend,
    })
    .addTextInput({
      path: 'selectionVariable',
      name: 'Selection variable',
      description: 'Name of the dashboard variable that a click on a node sets to its identity.',
      category: AROUND,
      settings: { placeholder: 'node' },
    });
}

/** The fields of the data, and those that are chosen by another name or are gone: what a list lacks it can't show, or take out. */
function groupFields({ data = [], options }: StandardEditorContext<unknown>): Array<SelectableValue<string>> {
  const fields = data.flatMap((frame) =>
    frame.fields.map((field) => ({ name: field.name, title: getFieldDisplayName(field, frame, data) }))
  );
  const titles = new Set(fields.map(({ title }) => title));
  const others = ((options as Partial<FleetMapOptions> | undefined)?.groupBy ?? []).filter((name) => !titles.has(name));
  return [
    ...[...titles].map((title) => ({ value: title, label: title })),
    ...others.map((name) => ({
      value: name,
      // In the words of Grafana's own field pickers.
      label: `${name} (${fields.some((field) => field.name === name) ? 'base field name' : 'not found'})`,
    })),
  ];
}
