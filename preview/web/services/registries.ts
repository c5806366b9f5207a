import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  identityOverrideProcessor,
  numberOverrideProcessor,
  type StandardEditorsRegistryItem,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  ThresholdsMode,
  type TransformerRegistryItem,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';
import { uniqBy } from 'lodash';

/** The preview shows dashboards and doesn't edit them: options need to be known, their editors don't. */
const noEditor = () => null;

export function fillRegistries() {
  standardEditorsRegistry.setInit(() => optionEditors.map(editorItem));
  standardFieldConfigEditorRegistry.setInit(() => Object.entries(fieldOptions).map(fieldOption));
  // Some transformers stand there under two names.
  standardTransformersRegistry.setInit(() => uniqBy(Object.values(standardTransformers).map(transformerItem), 'id'));
}

/** The editors that the options builders of @grafana/data ask for. */
const optionEditors = [
  'boolean',
  'color',
  'dashboard-uid',
  'field-name',
  'multi-select',
  'number',
  'radio',
  'select',
  'slider',
  'strings',
  'text',
  'timezone',
  'unit',
];

const editorItem = (id: string): StandardEditorsRegistryItem => ({ id, name: id, editor: noEditor });

/** Grafana's standard field options, and how the value of an override becomes the value of the option. */
const fieldOptions: Record<string, FieldConfigPropertyItem['process']> = {
  displayName: displayNameOverrideProcessor,
  description: stringOverrideProcessor,
  unit: unitOverrideProcessor,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  fieldMinMax: booleanOverrideProcessor,
  decimals: numberOverrideProcessor,
  noValue: stringOverrideProcessor,
  color: identityOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
  links: dataLinksOverrideProcessor,
  actions: identityOverrideProcessor,
  filterable: booleanOverrideProcessor,
};

const defaults: Record<string, unknown> = {
  mappings: [],
  thresholds: {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: -Infinity, color: 'green' },
      { value: 80, color: 'red' },
    ],
  },
};

const fieldOption = ([id, process]: [string, FieldConfigPropertyItem['process']]): FieldConfigPropertyItem => ({
  id,
  path: id,
  name: id,
  description: '',
  editor: noEditor,
  override: noEditor,
  process,
  defaultValue: defaults[id],
  settings: {},
  shouldApply: () => true,
});

function transformerItem(transformation: (typeof standardTransformers)[keyof typeof standardTransformers]) {
  const { id, name } = transformation;
  return {
    id,
    name,
    transformation: async () => transformation,
    editor: noEditor,
  } as unknown as TransformerRegistryItem;
}
