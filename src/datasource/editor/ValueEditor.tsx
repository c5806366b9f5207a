import { Combobox, MultiCombobox } from '@grafana/ui';
import type { FleetDataSource } from '../datasource';
import type { FilterValue, Operator } from '../query';
import type { Resource } from '../../schema/resource';
import type { ColumnType } from '../../schema/schema';
import { Named } from './Named';
import { valueOptions } from './options';
import { TextInput } from './TextInput';

interface Props {
  datasource: FleetDataSource;
  resource: Resource;
  field: string;
  op: Operator;
  type: ColumnType;
  value: FilterValue | undefined;
  onChange: (value: FilterValue | undefined) => void;
}

/** The value of a condition, as the field's type and the operator take it. */
export function ValueEditor({ datasource, resource, field, op, type, value, onChange }: Props) {
  if (op === 'exists' || type === 'boolean') {
    const options = op === 'exists' ? EXISTENCE : BOOLEANS;
    return (
      <Named name="Value">
        {(name) => (
          <Combobox
            {...name}
            placeholder="Value"
            width={26}
            options={options}
            value={value === undefined ? null : String(value)}
            onChange={(option) => onChange(option.value === 'true')}
          />
        )}
      </Named>
    );
  }
  if (op === 'in' || op === 'not in') {
    return (
      <Named name="Values">
        {(name) => (
          <MultiCombobox
            {...name}
            placeholder="Values"
            width={50}
            createCustomValue
            options={valueOptions(datasource, resource, field)}
            value={value === undefined ? [] : [value].flat().map(String)}
            onChange={(options) => onChange(options.map((option) => option.value))}
          />
        )}
      </Named>
    );
  }
  if (type === 'string' && (op === '=' || op === '!=')) {
    return (
      <Named name="Value">
        {(name) => (
          <Combobox
            {...name}
            placeholder="Value"
            width={26}
            createCustomValue
            options={valueOptions(datasource, resource, field)}
            value={value === undefined ? null : String(value)}
            onChange={(option) => onChange(option.value)}
          />
        )}
      </Named>
    );
  }
  return (
    <TextInput
      aria-label="Value"
      width={26}
      placeholder={PLACEHOLDERS[type]}
      value={value === undefined ? '' : String(value)}
      onCommit={(text) =>
        onChange(text.trim() === '' ? undefined : type === 'number' ? numberOr(text.trim()) : text.trim())
      }
    />
  );
}

const BOOLEANS = [
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
];
const EXISTENCE = [
  { value: 'true', label: 'has a value' },
  { value: 'false', label: 'has none' },
];
const PLACEHOLDERS: Record<ColumnType, string> = {
  string: 'Regular expression',
  number: 'Number, or 30d for ages',
  time: 'Age such as 30d, or RFC 3339',
  boolean: '',
};

/** Ages (`30d`) and variables stay text. */
function numberOr(text: string): number | string {
  return Number.isFinite(Number(text)) ? Number(text) : text;
}
