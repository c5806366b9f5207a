import { Combobox } from '@grafana/ui';
import { isEqual } from 'lodash';
import { useState } from 'react';
import type { FleetDataSource } from '../datasource';
import type { Filter, FilterValue, Operator } from '../query';
import type { Resource } from '../../schema/resource';
import { findColumn, OPERATORS, type Column, type ColumnType } from '../../schema/schema';
import { Named } from './Named';
import { fieldOptions } from './options';
import { ValueEditor } from './ValueEditor';

interface Props {
  datasource: FleetDataSource;
  resource: Resource;
  columns: Column[];
  filter?: Filter;
  onChange: (filter: Filter) => void;
}

const MEANINGS: Partial<Record<Operator, string>> = {
  in: 'one of a list',
  'not in': 'none of a list',
  '=~': 'matches a regular expression (RE2, the whole value)',
  '!~': 'does not match a regular expression (RE2, the whole value)',
  exists: 'has a value, or has none',
};

/** One condition: field, operator, value. It is told once all three are there, so that a half one never runs. */
export function FilterEditor({ datasource, resource, columns, filter, onChange }: Props) {
  const [draft, setDraft] = useState<{ of?: Filter; changed: Partial<Filter> }>();
  // A draft of what has been replaced meanwhile, by an example say, is none any more.
  const { field, op, value } = (draft && isEqual(draft.of, filter) ? draft.changed : filter) ?? {};
  const type = typeOf(resource, columns, field);

  const change = (changed: Partial<Filter>) => {
    if (isComplete(changed)) {
      setDraft(undefined);
      onChange(changed);
    } else {
      setDraft({ of: filter, changed });
    }
  };
  const changeField = (name: string) => {
    const operators = OPERATORS[typeOf(resource, columns, name)];
    change({ field: name, op: op && operators.includes(op) ? op : operators[0] });
  };
  const changeOperator = (chosen: Operator) => change({ field, op: chosen, value: valueFor(chosen, value) });

  return (
    <>
      <Named name="Filter field">
        {(name) => (
          <Combobox
            {...name}
            placeholder="Field"
            width={26}
            options={fieldOptions(columns)}
            value={field ?? null}
            onChange={(option) => changeField(option.value)}
          />
        )}
      </Named>
      {field && op && (
        <>
          <Named name="Filter operator">
            {(name) => (
              <Combobox
                {...name}
                width={12}
                options={OPERATORS[type].map((operator) => ({ value: operator, description: MEANINGS[operator] }))}
                value={op}
                onChange={(option) => changeOperator(option.value)}
              />
            )}
          </Named>
          <ValueEditor
            {...{ datasource, resource, field, op, type, value }}
            onChange={(changed) => change({ field, op, value: changed })}
          />
        </>
      )}
    </>
  );
}

function typeOf(resource: Resource, columns: Column[], field: string | undefined): ColumnType {
  const column = columns.find(({ name }) => name === field) ?? (field ? findColumn(resource, field) : undefined);
  return column?.type ?? 'string';
}

function isComplete(filter: Partial<Filter>): filter is Filter {
  const { field, op, value } = filter;
  return !!field && !!op && value !== undefined && (!Array.isArray(value) || value.length > 0);
}

/** What of a value still makes sense with another operator. */
function valueFor(op: Operator, value: FilterValue | undefined): FilterValue | undefined {
  if (op === 'exists') {
    return typeof value === 'boolean' ? value : true;
  }
  if (value === undefined) {
    return undefined;
  }
  const takesList = op === 'in' || op === 'not in';
  if (takesList) {
    return Array.isArray(value) ? value : typeof value === 'boolean' ? undefined : [value];
  }
  return Array.isArray(value) ? value[0] : value;
}
