import {
  FieldType,
  getFieldDisplayName,
  type DataFrame,
  type Field,
  type PanelOptionsEditorBuilder,
  type SelectableValue,
} from '@grafana/data';
import { DEFAULT_OPTIONS, MOST_LEVELS, type FleetMapOptions } from './options';

const NODES = ['Nodes'];
const CELLS = ['Cells'];
const AROUND = ['Map'];

/** The panel's own options, under the headings that Grafana's editor shows. */
export function addOptions(builder: PanelOptionsEditorBuilder<FleetMapOptions>) {
  const isNumber = ({ type }: Field) => type === FieldType.number;
  builder
    .addFieldNamePicker({
      path: 'identity',
      name: 'Identity',
      description: 'Who a node is: keeps its place from one refresh to the next, and brings several queries together.',
      category: NODES,
      settings: { placeholderText: 'Auto' },
    })
    .addFieldNamePicker({ path: 'label', name: 'Label', category: NODES, settings: { placeholderText: 'Auto' } })
    .addMultiSelect({
      path: 'groupBy',
      name: 'Group by',
      description: `Up to ${MOST_LEVELS} fields, the outermost first. Empty: account and Region where there are any.`,
      category: NODES,
      settings: {
        placeholder: 'Auto',
        isClearable: true,
        allowCustomValue: true,
        options: [],
        getOptions: async ({ data }) => fieldNames(data),
      },
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
    .addFieldNamePicker({
      path: 'fillBy',
      name: 'Fill by',
      description: 'A category in the colours of its value mappings, or a number in those of its thresholds or scheme.',
      category: CELLS,
      settings: { placeholderText: 'Auto' },
    })
    .addFieldNamePicker({
      path: 'sizeBy',
      name: 'Size by',
      category: CELLS,
      settings: { placeholderText: 'All alike', filter: isNumber },
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
      name: 'Search',
      category: AROUND,
      defaultValue: DEFAULT_OPTIONS.showSearch,
    })
    .addBooleanSwitch({
      path: 'showLegend',
      name: 'Legend',
      category: AROUND,
      defaultValue: DEFAULT_OPTIONS.showLegend,
    })
    .addTextInput({
      path: 'selectionVariable',
      name: 'Selection variable',
      description: 'Name of the template variable that a click sets to the identity of the node.',
      category: AROUND,
      settings: { placeholder: 'node' },
    });
}

function fieldNames(frames: DataFrame[] = []): Array<SelectableValue<string>> {
  const names = frames.flatMap((frame) => frame.fields.map((field) => getFieldDisplayName(field, frame, frames)));
  return [...new Set(names)].map((name) => ({ value: name, label: name }));
}
